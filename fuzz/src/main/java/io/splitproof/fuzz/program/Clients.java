package io.splitproof.fuzz.program;

/** What the callers in a program may do. */
public enum Clients {
  /** Keep the contracts the kernel relies on; a step that would break one is skipped. */
  WELL_BEHAVED("well-behaved"),
  /** Pass anything a buggy caller could. */
  ANY("any");

  private final String text;

  Clients(String text) {
    this.text = text;
  }

  /** What programs and the command line call it. */
  @Override
  public String toString() {
    return text;
  }
}
