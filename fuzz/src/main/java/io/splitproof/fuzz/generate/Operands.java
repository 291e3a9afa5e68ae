package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Placement;

/** Operands for new operations: places, and ranges of pages inside the objects that live. */
final class Operands {

  private static final int MISUSE_PERCENT = 12;

  /** A range of pages: where it starts and how many. */
  record Range(Address address, int pages) {}

  /** Pages of an area over frames of a block. */
  record Loan(int pages, Placement.Lent frames) {

    /** Pages of the block from the first one lent to the last. */
    long span() {
      return (pages - 1L) * frames.stride() + 1;
    }
  }

  private final Dice dice;
  private final Clients clients;
  private final int pageShift;
  private final Boundaries boundaries;

  Operands(Dice dice, MachineConfig machine, Clients clients) {
    this.dice = dice;
    this.clients = clients;
    this.pageShift = machine.geometry().pageShift();
    this.boundaries = new Boundaries(dice, machine);
  }

  Boundaries boundaries() {
    return boundaries;
  }

  /** Whether the next operand shall be wrong; never for well-behaved clients. */
  boolean misuse() {
    return clients == Clients.ANY && dice.percent(MISUSE_PERCENT);
  }

  Placement.Near near() {
    return new Placement.Near(boundaries.pfn(), dice.percent(72) ? 1 : boundaries.stride());
  }

  /** Frames for up to {@code most} pages of a block, all inside it unless misused. */
  Loan loan(int block, Sketch.Extent extent, int most) {
    int pages = Math.min(most, extent.pages());
    int room = (extent.pages() - 1) / Math.max(1, pages - 1);
    int stride = room < 2 || dice.percent(70) ? 1 : dice.between(1, Math.min(room, 16));
    int last = Math.max(0, extent.pages() - 1 - (pages - 1) * stride);
    int page = Math.min(boundaries.page(extent), last);
    return new Loan(pages, new Placement.Lent(block, misuse() ? last + 1 : page, stride));
  }

  /** A range of an object, inside it unless misused. */
  Range range(Address.Base base, int object, Sketch.Extent extent) {
    int start = boundaries.page(extent);
    int end = boundaries.page(extent);
    if (dice.percent(20)) {
      start = 0;
      end = extent.pages();
    }
    int first = Math.min(Math.min(start, end), extent.pages() - 1);
    int pages = Math.max(1, Math.max(start, end) - first);
    return misuse()
        ? wrong(base, object, extent, first, pages)
        : new Range(new Address(base, object, (long) first << pageShift), pages);
  }

  /** Some of the pages of a block from {@code from} up to {@code to}; null if there are none. */
  Range part(int block, Sketch.Extent extent, long from, long to) {
    long end = Math.min(to, extent.pages());
    if (from >= end) {
      return null;
    }
    long one = Math.max(from, Math.min(boundaries.page(extent), end - 1));
    long other = dice.coin() ? end : Math.max(from, Math.min(boundaries.page(extent), end));
    long first = dice.percent(40) ? from : Math.min(one, other);
    long pages = Math.max(1, Math.max(one, other) - first);
    Address address = Address.block(block, first << pageShift);
    return new Range(address, (int) Math.min(pages, end - first));
  }

  /** One page of an object. */
  Address page(Address.Base base, int object, Sketch.Extent extent) {
    int page = Math.min(boundaries.page(extent), extent.pages() - 1);
    Range range = new Range(new Address(base, object, (long) page << pageShift), 1);
    return (misuse() ? wrong(base, object, extent, page, 1) : range).address();
  }

  /** A range as a buggy caller could pass it. */
  private Range wrong(Address.Base base, int object, Sketch.Extent extent, int first, int pages) {
    Address at = new Address(base, object, (long) first << pageShift);
    int rest = extent.pages() - first;
    return switch (dice.below(8)) {
      case 0, 1 -> new Range(at, rest + 1);
      case 2 -> new Range(new Address(base, object, (long) extent.pages() << pageShift), 1);
      case 3 -> new Range(at, 0);
      case 4 -> new Range(at, -dice.between(1, 3));
      case 5 -> new Range(new Address(base, object, at.offset() + unaligned()), pages);
      case 6 -> new Range(new Address(base, dice.below(4), at.offset()), pages);
      default -> new Range(Address.physical(boundaries.holePa()), dice.between(1, 3));
    };
  }

  private int unaligned() {
    return dice.percent(30) ? 1 : dice.between(1, (1 << pageShift) - 1);
  }
}
