package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Machine;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of a machine the way the recorder read those of the kernel. */
final class EntryReader {

  private final Geometry geometry;
  private final HardwareWalk walk;
  private Translation last;
  private EntryState lastState;

  /** A reader of {@code memory}, the machine's as it is or as it would have been recorded. */
  EntryReader(Machine machine, DescriptorMemory memory) {
    this.geometry = machine.config().geometry();
    this.walk = new HardwareWalk(geometry, memory, machine.rootTable());
  }

  /** Forgets what was read; to be called when tables may have changed. */
  void refresh() {
    last = null;
  }

  /** The entry that decides about {@code va}. */
  Translation entry(long va) {
    boolean again = last != null && va - last.va() >= 0 && va - last.va() < last.bytes();
    if (!again) {
      Translation next = walk.walk(va);
      boolean alike = last != null && sameLooks(last, next);
      last = next;
      if (!alike) {
        lastState = EntryState.of(next, geometry.pageShift());
      }
    }
    return last;
  }

  /** What that entry looks like in a recording. */
  EntryState state(long va) {
    entry(va);
    return lastState;
  }

  private boolean sameLooks(Translation one, Translation other) {
    int shift = geometry.pageShift();
    long bits = one.descriptor() - Descriptor.address(one.descriptor(), shift);
    return one.level() == other.level()
        && one.tableBits() == other.tableBits()
        && bits == other.descriptor() - Descriptor.address(other.descriptor(), shift);
  }

  /** Everything mapped in [{@code start}, {@code end}), as runs of like entries. */
  List<LinearRun> runs(long start, long end) {
    List<LinearRun> runs = new ArrayList<>();
    LinearRun current = null;
    for (long va = start; va < end; va = last.va() + last.bytes()) {
      EntryState state = state(va);
      if (state.kind() == null) {
        continue;
      }
      long next = last.va() + last.bytes();
      long pa = last.outputAddress(va);
      LinearRun run = new LinearRun(va, next, pa, 1, state);
      if (current != null && current.continuesIn(run)) {
        current = current.joined(run);
        continue;
      }
      if (current != null) {
        runs.add(current);
      }
      current = run;
    }
    if (current != null) {
      runs.add(current);
    }
    return runs;
  }
}
