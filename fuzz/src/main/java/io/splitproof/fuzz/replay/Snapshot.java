package io.splitproof.fuzz.replay;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.reference.PageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads off a machine's tables what every page of the linear map and of every area permits. */
final class Snapshot {

  private final Geometry geometry;
  private final DescriptorMemory memory;
  private final boolean realm;
  private final boolean leaves;
  private final List<Stretch> stretches = new ArrayList<>();
  private String place;
  private long start;
  private String words;

  private Snapshot(Machine machine, boolean leaves) {
    this.geometry = machine.config().geometry();
    this.memory = machine.memory();
    this.realm = machine.config().realm();
    this.leaves = leaves;
  }

  /**
   * What the pages of {@code machine} permit.
   *
   * @param areas the areas there are
   * @param leaves whether to tell the sizes and the bits of leaves, too
   */
  static List<Stretch> of(Machine machine, Map<Integer, AreaRange> areas, boolean leaves) {
    Snapshot snapshot = new Snapshot(machine, leaves);
    Geometry geometry = snapshot.geometry;
    long root = machine.rootTable();
    long start = geometry.linearStart();
    snapshot.begin("linear", start);
    snapshot.table(root, geometry.rootLevel(), start, geometry.linearEnd(), 0);
    snapshot.end(geometry.linearEnd());
    HardwareWalk walk = new HardwareWalk(geometry, snapshot.memory, root);
    areas.forEach((number, range) -> snapshot.area("A" + number, range, walk));
    return List.copyOf(snapshot.stretches);
  }

  private void begin(String place, long start) {
    this.place = place;
    this.start = start;
    this.words = null;
  }

  private void end(long end) {
    if (words != null && start != end) {
      stretches.add(new Stretch(place, start, end, words));
    }
    start = end;
  }

  private void table(long pa, int level, long from, long to, long tableBits) {
    long bytes = geometry.bytes(level);
    int entries = (int) ((to - from) / bytes);
    int first = geometry.index(from, level);
    for (int i = 0; i < entries; ) {
      long entryPa = pa + 8L * (first + i);
      long descriptor = memory.read(entryPa);
      long va = from + i * bytes;
      if (geometry.format().isTable(descriptor, level)) {
        long next = geometry.format().table(descriptor);
        table(next, level + 1, va, va + bytes, tableBits | geometry.format().tableBits(descriptor));
        i++;
      } else {
        note(va, level, descriptor, tableBits);
        long stride = descriptor == 0 ? 0 : bytes;
        i += memory.runLength(entryPa, entries - i, stride);
      }
    }
  }

  private void area(String name, AreaRange range, HardwareWalk walk) {
    long page = geometry.pageBytes();
    begin(name, 0);
    for (int i = 0; i < range.pages(); i++) {
      Translation found = walk.walk(range.va() + i * page);
      note(i * page, found.level(), found.descriptor(), found.tableBits());
    }
    end(range.pages() * page);
  }

  /** From {@code at} on, pages are as {@code descriptor} says. */
  private void note(long at, int level, long descriptor, long tableBits) {
    String now = words(level, descriptor, tableBits);
    if (!now.equals(words)) {
      end(at);
      words = now;
    }
  }

  private int state(int level, long descriptor, long tableBits) {
    return PageState.hardware(
        PageState.software(geometry.format(), descriptor, level, tableBits, realm));
  }

  private String words(int level, long descriptor, long tableBits) {
    return leaves
        ? geometry.format().words(descriptor, level, realm)
        : PageState.describeFully(state(level, descriptor, tableBits));
  }
}
