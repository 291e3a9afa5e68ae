package io.splitproof.fuzz.conform;

import io.splitproof.oracle.contract.Warning;
import java.util.List;
import java.util.Set;

/** One step of a recorded sequence. */
public sealed interface RecordedStep {

  /** Line it stands on. */
  int line();

  /** The line itself. */
  String text();

  /**
   * From now on {@code remaining} more tables can be had, then one cannot, then all can again.
   *
   * @param remaining -1 for off
   */
  record FailPoint(int line, String text, int remaining) implements RecordedStep {}

  /**
   * One operation and everything seen after it.
   *
   * @param words the operation and its operands
   * @param status what it returned
   * @param splits splits counted
   * @param tables page-table pages taken for the linear map
   * @param failPointLeft tables that can still be had before one cannot, -1 if not armed
   * @param warnings warnings printed
   * @param flushes TLB invalidations, the first 256 calls of them
   * @param flushCalls how many calls there were
   * @param objects objects it made
   * @param after the tables afterwards
   */
  record RecordedOperation(
      int line,
      String text,
      List<String> words,
      int status,
      SplitCounts splits,
      int tables,
      int failPointLeft,
      Set<Warning> warnings,
      List<Flush> flushes,
      int flushCalls,
      List<RecordedObject> objects,
      Snapshot after)
      implements RecordedStep {

    /** The operation's name. */
    public String name() {
      return words.get(0);
    }

    /** Whether {@link #flushes} is not all there was. */
    public boolean flushesCut() {
      return flushCalls > flushes.stream().mapToInt(Flush::calls).sum();
    }
  }

  /** How many live entries changed their size, by step. */
  record SplitCounts(int contPte, int pmd, int contPmd, int pud) {}
}
