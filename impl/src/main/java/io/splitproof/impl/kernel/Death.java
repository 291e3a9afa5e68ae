package io.splitproof.impl.kernel;

/**
 * Why an executor's machine goes on no more.
 *
 * @param where a line, or the address of an instruction
 * @param kind {@code bug}, {@code check}, {@code signal}, {@code hang} or {@code unmodelled}
 * @param text what the executor says of it
 */
record Death(long where, String kind, String text) {

  /** Whether the executor is to blame: the kernel went where nothing is modelled. */
  boolean isTheExecutors() {
    return kind.equals("unmodelled");
  }

  @Override
  public String toString() {
    return switch (kind) {
      case "bug" -> where == 0 ? "panic: " + text : "BUG: " + text + ":" + where;
      case "check" -> text + ", at " + Long.toHexString(where);
      case "hang" -> "hang: " + text + ", at " + Long.toHexString(where);
      default -> "crash: " + text + ", at " + Long.toHexString(where);
    };
  }
}
