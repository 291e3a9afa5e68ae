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

  /** What happened, and in which line. */
  String describe(SourceLines lines) {
    String file = SourceLines.inTree(text);
    return switch (kind) {
      case "bug" -> where == 0 ? "panic: " + text : "BUG: " + file + ":" + where;
      case "check" -> text + ", in " + lines.of(where);
      case "hang" -> "hang: " + text + ", in " + lines.of(where);
      case "unmodelled" -> text + (where == 0 ? "" : ", in " + lines.of(where));
      default -> "crash: " + text + ", in " + lines.of(where);
    };
  }
}
