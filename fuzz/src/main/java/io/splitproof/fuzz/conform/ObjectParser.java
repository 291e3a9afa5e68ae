package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedObject.Kind;

/** Reads one {@code obj} line and its {@code pfn} lines. */
final class ObjectParser {

  private final RecordedLine line;
  private final int pageShift;
  private final Kind kind;
  private final long[] pfns;
  private int filled;

  ObjectParser(RecordedLine line, int pageShift) {
    this.line = line;
    this.pageShift = pageShift;
    this.kind = kind(line);
    int pages = line.numberField("n");
    if (pages < 1 || pages > 1 << 24) {
      throw line.wrong("n= should be a number of pages");
    }
    this.pfns = new long[pages];
  }

  private static Kind kind(RecordedLine line) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.KEPT && kind.word().equals(line.word(2, "what the object is"))) {
        return kind;
      }
    }
    throw line.wrong("an object should be an area, a block or reserved");
  }

  void frames(RecordedLine frames) {
    String[] range = frames.range(frames.word(2, "a range of pages"));
    String[] pas = frames.range(frames.field("pa"));
    int first = frames.decimal(range[0]);
    int last = frames.decimal(range[1]);
    if (first != filled || last < first || last >= pfns.length) {
      throw frames.wrong("pages should follow each other and end at n=");
    }
    long pfn = frames.hex(pas[0]) >>> pageShift;
    if (pfn + (last - first) << pageShift != frames.hex(pas[1])) {
      throw frames.wrong("pa= does not fit the range of pages");
    }
    while (filled <= last) {
      pfns[filled] = pfn + (filled - first);
      filled++;
    }
  }

  RecordedObject finish() {
    if (filled != pfns.length) {
      throw line.wrong("the frames of " + line.words().get(1) + " are cut off");
    }
    long va = kind == Kind.AREA ? line.hexField("va") : 0;
    return new RecordedObject(line.number(), line.letter(1), kind, va, pfns);
  }
}
