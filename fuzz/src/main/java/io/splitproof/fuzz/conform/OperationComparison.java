package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import io.splitproof.oracle.contract.Outcome;
import java.util.List;
import java.util.Set;

/** Holds what one operation did against what the recording says it did. */
final class OperationComparison {

  /** Operations on whose way the kernel does things of its own that no model covers. */
  private static final Set<String> WITH_OWN_TRAFFIC = Set.of("hotadd", "hotrm", "sysw");

  private final long pageBytes;
  private final KernelTraffic traffic;
  private final ConformanceResult.Builder result;

  OperationComparison(
      long pageBytes, KernelTraffic traffic, ConformanceResult.Builder result) {
    this.pageBytes = pageBytes;
    this.traffic = traffic;
    this.result = result;
  }

  /**
   * Compares return code and warnings. {@code sysw} returns how much it wrote, not a status.
   *
   * @param outcome {@code null} where nothing was asked of the machine
   * @param outside whether it asked for no page at an address that belongs to none of the objects:
   *     the kernel then says whether it has an area of its own there
   */
  void outcome(RecordedOperation recorded, Outcome outcome, boolean outside) {
    if (outcome == null) {
      return;
    }
    boolean hasStatus = !recorded.name().equals("sysw");
    if (outcome.died() || hasStatus && outcome.status() != recorded.status()) {
      String expected = Outcome.statusName(recorded.status());
      if (outside) {
        result.outside(
            "line %d: %s: found %s".formatted(recorded.line(), recorded.text(), outcome));
      } else {
        report(recorded, Mismatch.Kind.STATUS, expected, outcome.toString());
      }
    }
    if (!outcome.warningSet().equals(recorded.warnings())) {
      report(
          recorded,
          Mismatch.Kind.WARNINGS,
          recorded.warnings().toString(),
          outcome.warningSet().toString());
    }
  }

  /** Compares splits, table allocations and invalidations. */
  void events(RecordedOperation recorded, EventTap tap) {
    if (!recorded.splits().equals(tap.splits())) {
      report(
          recorded,
          Mismatch.Kind.SPLITS,
          recorded.splits().toString(),
          tap.splits().toString());
    }
    if (recorded.tables() != tap.tables()) {
      report(
          recorded,
          Mismatch.Kind.TABLES,
          recorded.tables() + " tables",
          tap.tables() + " tables");
    }
    flushes(recorded, traffic.without(tap.flushes()));
  }

  private void flushes(RecordedOperation recorded, List<Flush> found) {
    List<Flush> expected = traffic.without(recorded.flushes());
    int shown = expected.stream().mapToInt(Flush::calls).sum();
    List<Flush> comparable =
        recorded.flushesCut() && found.size() > shown ? found.subList(0, shown) : found;
    List<Flush> expectedFolded = Flush.folded(expected, pageBytes);
    List<Flush> foundFolded = Flush.folded(comparable, pageBytes);
    if (!expectedFolded.equals(foundFolded)) {
      report(
          recorded,
          Mismatch.Kind.FLUSHES,
          expectedFolded.toString(),
          foundFolded.toString());
    } else if (!totalFits(recorded, found.size())) {
      report(
          recorded,
          Mismatch.Kind.FLUSHES,
          recorded.flushCalls() + " calls",
          found.size() + " calls");
    }
  }

  /** The recorder showed 256 calls and counted the others, the kernel's own ones among them. */
  private boolean totalFits(RecordedOperation recorded, int found) {
    if (!recorded.flushesCut()) {
      return true;
    }
    return WITH_OWN_TRAFFIC.contains(recorded.name())
        ? found <= recorded.flushCalls()
        : found == recorded.flushCalls();
  }

  private void report(
      RecordedOperation recorded, Mismatch.Kind kind, String expected, String found) {
    result.add(new Mismatch(kind, recorded.line(), recorded.text(), expected, found));
  }
}
