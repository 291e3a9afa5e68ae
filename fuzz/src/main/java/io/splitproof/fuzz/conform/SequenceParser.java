package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.FailPoint;
import io.splitproof.fuzz.conform.Recording.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Reads one sequence, line by line. */
final class SequenceParser {

  private final RecordedLine heading;
  private final int pageShift;
  private final List<RecordedStep> steps = new ArrayList<>();
  private final SnapshotParser opening = new SnapshotParser();
  private OperationParser current;

  SequenceParser(RecordedLine heading, int pageShift) {
    this.heading = heading;
    this.pageShift = pageShift;
  }

  void take(RecordedLine line) {
    switch (line.words().get(0)) {
      case "op" -> {
        finishOperation();
        current = new OperationParser(line, pageShift);
      }
      case "failpt" -> {
        finishOperation();
        int remaining = line.decimal(line.word(1, "how many tables can still be had"));
        steps.add(new FailPoint(line.number(), line.text(), remaining));
      }
      case "probe", "peek", "present", "dumplin", "bench", "opt" -> {
        // What the recorder read or set up for itself; nothing changes.
      }
      default -> detail(line);
    }
  }

  private void detail(RecordedLine line) {
    boolean taken = current == null ? opening.take(line) : current.take(line);
    if (!taken) {
      throw line.wrong("'" + line.words().get(0) + "' is not expected here");
    }
  }

  private void finishOperation() {
    if (current != null) {
      steps.add(current.finish());
      current = null;
    }
  }

  Sequence finish() {
    finishOperation();
    String title = heading.text().substring("## seq ".length());
    return new Sequence(heading.number(), title, opening.finish(), List.copyOf(steps));
  }
}
