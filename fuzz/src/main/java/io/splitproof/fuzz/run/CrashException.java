package io.splitproof.fuzz.run;

import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.checks.Judge;
import java.util.Arrays;
import java.util.List;

/**
 * The judged threw something instead of coming back from an operation: a finding like any other.
 * The machine is of no use after that.
 */
public final class CrashException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What listens to the judged; what goes wrong in there is no fault of the judged. */
  private static final List<String> HARNESS =
      List.of("io.splitproof.fuzz.", "io.splitproof.oracle.checks.", "io.splitproof.oracle.ref");

  /** What the judged uses as everybody does; who called it is to blame. */
  private static final List<String> COMMON =
      List.of("java.", "jdk.", "sun.", "io.splitproof.oracle.arch.", "io.splitproof.oracle.con");

  private final transient Divergence divergence;

  private CrashException(Throwable cause, Divergence divergence) {
    super(cause);
    this.divergence = divergence;
  }

  /**
   * What to throw on for {@code thrown}: a crash if the judged threw it, itself if the harness did.
   */
  static RuntimeException of(Judge judge, Throwable thrown) {
    if (isJudgeds(thrown)) {
      return new CrashException(thrown, judge.crashed(thrown.toString(), thrower(thrown)));
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  /** Whether nobody who listens was on the way from the operation to where it was thrown. */
  private static boolean isJudgeds(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .map(StackTraceElement::getClassName)
        .takeWhile(name -> !name.equals(JudgedMachine.class.getName()))
        .noneMatch(name -> HARNESS.stream().anyMatch(name::startsWith));
  }

  private static String thrower(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (COMMON.stream().noneMatch(frame.getClassName()::startsWith)) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  /** What the judge says of it. */
  public Divergence divergence() {
    return divergence;
  }
}
