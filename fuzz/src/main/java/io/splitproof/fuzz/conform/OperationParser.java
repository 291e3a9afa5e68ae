package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import io.splitproof.fuzz.conform.RecordedStep.SplitCounts;
import io.splitproof.oracle.contract.Warning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads one {@code op} line and the lines that belong to it. */
final class OperationParser {

  private static final String ARROW = " => ";

  private final RecordedLine line;
  private final int pageShift;
  private final RecordedLine operation;
  private final RecordedLine result;
  private final List<Flush> flushes = new ArrayList<>();
  private final List<ObjectParser> objects = new ArrayList<>();
  private final SnapshotParser after = new SnapshotParser();
  private int flushCalls;
  private int flushTotal = -1;

  OperationParser(RecordedLine line, int pageShift) {
    this.line = line;
    this.pageShift = pageShift;
    int colon = line.text().indexOf(": ");
    int arrow = line.text().indexOf(ARROW);
    if (colon < 0 || arrow < colon) {
      throw line.wrong("should be 'op N: operation => ret=…'");
    }
    operation = part(line.text().substring(colon + 2, arrow));
    result = part(line.text().substring(arrow + ARROW.length()));
  }

  private RecordedLine part(String text) {
    return RecordedLine.of(line.file(), line.number(), text);
  }

  /** Takes {@code detail} if it belongs to an operation. */
  boolean take(RecordedLine detail) {
    switch (detail.words().get(0)) {
      case "fl" -> flush(detail);
      case "obj" -> objects.add(new ObjectParser(detail, pageShift));
      case "pfn" -> lastObject(detail).frames(detail);
      default -> {
        return after.take(detail);
      }
    }
    return true;
  }

  private ObjectParser lastObject(RecordedLine detail) {
    if (objects.isEmpty()) {
      throw detail.wrong("'pfn' should follow 'obj'");
    }
    return objects.get(objects.size() - 1);
  }

  private void flush(RecordedLine detail) {
    if (detail.word(1, "a range").equals("...")) {
      flushTotal = detail.decimal(detail.word(3, "how many calls"));
      return;
    }
    String[] range = detail.range(detail.words().get(1));
    String calls = detail.word(2, "how many calls");
    if (!calls.startsWith("x")) {
      throw detail.wrong("'" + calls + "' should be x and a number of calls");
    }
    int count = detail.decimal(calls.substring(1));
    boolean all = detail.words().size() > 3 && detail.words().get(3).equals("ALL");
    flushes.add(new Flush(detail.hex(range[0]), detail.hex(range[1]), count, all));
    flushCalls += count;
  }

  RecordedOperation finish() {
    SplitCounts splits =
        new SplitCounts(
            result.numberField("split_contpte"),
            result.numberField("split_pmd"),
            result.numberField("split_contpmd"),
            result.numberField("split_pud"));
    String left = result.find("failpt_left");
    return new RecordedOperation(
        line.number(),
        line.text(),
        operation.words(),
        result.numberField("ret"),
        splits,
        result.numberField("pt_alloc"),
        left == null ? -1 : result.decimal(left),
        warnings(),
        List.copyOf(flushes),
        flushTotal < 0 ? flushCalls : flushTotal,
        objects.stream().map(ObjectParser::finish).toList(),
        after.finish());
  }

  private Set<Warning> warnings() {
    Set<Warning> warnings = EnumSet.noneOf(Warning.class);
    String text = result.find("WARN");
    if (text == null) {
      return warnings;
    }
    for (String place : text.replaceFirst("^\\d+\\[(.*)]$", "$1").split("[,;]")) {
      warnings.add(warningAt(place));
    }
    return warnings;
  }

  /** Which warning of Linux 7.2 stands at that line of its source. */
  private Warning warningAt(String place) {
    return switch (place.replaceFirst("^arch/arm64/", "")) {
      case "mm/pageattr.c:115" -> Warning.SPLIT_FAILED;
      case "mm/pageattr.c:162" -> Warning.UNALIGNED;
      case "mm/pageattr.c:45", "mm/pageattr.c:61" -> Warning.PARTIAL_LEAF;
      case "mm/pageattr.c:332", "mm/pageattr.c:342" -> Warning.REALM_PAGES_LEAKED;
      case "mm/mmu.c:824" -> Warning.SPLIT_BEFORE_ALLOCATOR;
      case "mm/mmu.c:832" -> Warning.SPLIT_BEFORE_FINALIZED;
      case "mm/mmu.c:1483", "mm/mmu.c:1510", "mm/mmu.c:1529", "mm/mmu.c:1548", "mm/mmu.c:1560" ->
          Warning.HOTPLUG_GARBAGE;
      case "mm/vmalloc.c:412" -> Warning.VUNMAP_GARBAGE;
      default -> throw line.wrong("no known warning is at '" + place + "'");
    };
  }
}
