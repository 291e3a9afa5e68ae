package io.splitproof.fuzz.cli;

/** What the process says when it ends. */
public final class ExitStatus {

  /** Nothing found. */
  public static final int CLEAN = 0;

  /** The harness itself failed: no verdict. */
  public static final int BROKEN = 1;

  /** The command line or a file given to it is wrong. */
  public static final int USAGE = 2;

  /** The judge and the judged disagree. The number is libFuzzer's and Jazzer's own. */
  public static final int FINDING = 77;

  private ExitStatus() {}
}
