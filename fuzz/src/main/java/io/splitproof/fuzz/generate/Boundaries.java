package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.LeafSizes;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;

/**
 * Sizes and places at which leaves of some size begin or end, on one machine, and the pages next to
 * them: where splitting has something to decide.
 */
final class Boundaries {

  /** Pages in the largest area: each costs an entry. */
  private static final int MAX_AREA_PAGES = 2048;

  private static final long MAX_BLOCK_BYTES = 1L << 30;

  private final Dice dice;
  private final MachineConfig machine;
  private final Geometry geometry;
  private final long[] leaves;
  private final long memoryPages;

  Boundaries(Dice dice, MachineConfig machine) {
    this.dice = dice;
    this.machine = machine;
    this.geometry = machine.geometry();
    this.leaves = LeafSizes.pages(geometry);
    this.memoryPages = MemorySize.pages(machine);
  }

  /** Pages of some kind of leaf. */
  long leaf() {
    return dice.pick(leaves);
  }

  /** A size for an area, in pages: mostly that of a module; sometimes whole groups, or a block. */
  int areaPages() {
    if (dice.percent(85)) {
      return dice.between(1, dice.coin() ? 8 : 32);
    }
    long pages = dice.percent(80) ? leaves[1] * dice.between(1, 2) : leaves[2];
    return (int) Math.min(pages + dice.nudge(), MAX_AREA_PAGES);
  }

  /** A place for an area made of blocks: as often as not some block, aligned to it. */
  Sketch.Extent hugeArea() {
    if (dice.coin()) {
      return new Sketch.Extent(areaPages(), pfn());
    }
    long leaf = dice.percent(40) || leaves[2] > MAX_AREA_PAGES ? leaves[1] : leaves[2];
    int nudge = dice.percent(80) ? 0 : dice.nudge();
    int pages = (int) Math.min(leaf * dice.between(1, 2) + nudge, MAX_AREA_PAGES);
    return new Sketch.Extent(pages, Geometry.alignDown(pfn(), leaf));
  }

  /** A stride that leaves frames out: a few, or all but one of each group or block. */
  int stride() {
    return dice.percent(75) ? dice.between(2, 17) : (int) leaves[dice.between(1, 2)];
  }

  /** A place for a block: up to a GiB, never much of all memory, often whole leaves. */
  Sketch.Extent block() {
    int[] sizes = {30, 25, 25, 12, 8};
    long unit = leaves[Math.min(dice.weighted(sizes), leaves.length - 1)];
    long pages = unit == 1 ? dice.between(1, 32) : unit * dice.between(1, 3) + dice.nudge();
    long most = Math.min(MAX_BLOCK_BYTES >> geometry.pageShift(), memoryPages / 4);
    long pfn = pfn();
    long aligned = dice.percent(60) ? Geometry.alignDown(pfn, unit) : pfn;
    return new Sketch.Extent((int) Math.min(pages, most), aligned);
  }

  /** A frame in memory, at or next to a leaf boundary most of the time. */
  long pfn() {
    Bank bank = dice.pick(machine.banks());
    long first = bank.start() >> geometry.pageShift();
    long pages = bank.bytes() >> geometry.pageShift();
    long pfn = first + dice.below(pages);
    return dice.percent(85) ? near(pfn, first, first + pages) : pfn;
  }

  /** The leaf boundary at or before {@code pfn}, or a page beside it, in [first, end). */
  private long near(long pfn, long first, long end) {
    long boundary = Geometry.alignDown(pfn, leaf()) + (dice.percent(70) ? 0 : dice.nudge());
    return Math.max(first, Math.min(boundary, end - 1));
  }

  /** A page of an object, from 0 to {@code extent.pages()}, as often as not at a boundary. */
  int page(Sketch.Extent extent) {
    int pages = extent.pages();
    int raw = dice.below(pages + 1);
    if (dice.percent(30)) {
      return dice.coin() ? 0 : raw;
    }
    long boundary = Geometry.alignDown(extent.pfn() + raw, leaf()) - extent.pfn() + dice.nudge();
    return boundary < 0 || boundary > pages ? raw : (int) boundary;
  }

  /** An address where a hole begins, lies or ends, or just past memory. */
  long holePa() {
    Bank bank = dice.pick(machine.banks());
    long pa = dice.coin() ? bank.end() : bank.start() - geometry.pageBytes();
    return Math.max(0, pa + dice.nudge() * geometry.pageBytes());
  }

  /** Where memory can be added: a multiple of {@code unit} bytes past the last bank. */
  long hotPa(long unit) {
    long end = machine.banks().get(machine.banks().size() - 1).end();
    return Geometry.alignUp(end, unit) + dice.below(6) * unit;
  }

  /** Bytes in the largest leaf, or contiguous group of leaves. */
  long largestLeafBytes() {
    return leaves[leaves.length - 1] << geometry.pageShift();
  }
}
