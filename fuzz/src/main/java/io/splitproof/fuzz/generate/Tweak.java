package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.LeafSizes;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;

/** Changes one operand of an operation, most often toward a boundary of some leaf size. */
final class Tweak {

  /** Tweaked operands stay below this many pages, so that they keep fitting every field. */
  private static final int MAX_PAGES = 1 << 20;

  private static final int MAX_STRIDE = 31;
  private static final long MAX_PFN = 1L << 36;

  private final Dice dice;
  private final Clients clients;
  private final MachineConfig machine;
  private final int pageShift;
  private final long[] leaves;

  Tweak(Dice dice, MachineConfig machine, Clients clients) {
    this.dice = dice;
    this.clients = clients;
    this.machine = machine;
    this.pageShift = machine.geometry().pageShift();
    this.leaves = LeafSizes.pages(machine.geometry());
  }

  Operation apply(Operation operation) {
    int[] often = {30, 30, 15, 15, 6, 4};
    return switch (dice.weighted(often)) {
      case 0 -> Rewrite.pages(operation, this::pages, machine.geometry().pageBytes());
      case 1 -> Rewrite.address(operation, this::address);
      case 2 -> Rewrite.placement(operation, this::placement);
      case 3 -> Flip.flip(operation, dice);
      case 4 -> Rewrite.object(operation, this::object);
      default -> Rewrite.pa(operation, this::pa);
    };
  }

  private int pages(int pages) {
    long leaf = dice.pick(leaves);
    long to =
        switch (dice.below(6)) {
          case 0 -> pages + 1L;
          case 1 -> pages - 1L;
          case 2 -> Geometry.alignUp(pages, leaf);
          case 3 -> Geometry.alignDown(pages, leaf);
          case 4 -> leaf;
          default -> dice.coin() ? 2L * pages : pages / 2L;
        };
    long least = clients == Clients.ANY ? -MAX_PAGES : 1;
    return (int) Math.max(least, Math.min(to, MAX_PAGES));
  }

  private Address address(Address address) {
    if (dice.percent(15)) {
      int object = address.base() == Address.Base.PHYSICAL ? 0 : object(address.object());
      return new Address(address.base(), object, address.offset());
    }
    long page = pageNumber(address.offset() >> pageShift);
    long bytes = address.offset() & (1L << pageShift) - 1;
    long rest = dice.percent(70) ? bytes : 0;
    boolean breakIt = clients == Clients.ANY && dice.percent(5);
    return new Address(
        address.base(), address.object(), (page << pageShift) + (breakIt ? 1 : rest));
  }

  /** Moves a page, or frame, number: by one page, by a leaf, or to a boundary. */
  private long pageNumber(long page) {
    long leaf = dice.pick(leaves);
    long to =
        switch (dice.below(6)) {
          case 0 -> page + 1;
          case 1 -> page - 1;
          case 2 -> page + leaf;
          case 3 -> page - leaf;
          case 4 -> Geometry.alignDown(page, leaf);
          default -> Geometry.alignUp(page, leaf);
        };
    long least = clients == Clients.ANY ? -MAX_PAGES : 0;
    return Math.max(least, Math.min(to, MAX_PFN >> pageShift - 12));
  }

  private Placement placement(Placement placement) {
    if (placement instanceof Placement.Near near) {
      boolean move = dice.percent(80);
      long pfn = move ? Math.max(0, pageNumber(near.pfn())) : near.pfn();
      return new Placement.Near(pfn, move ? near.stride() : stride());
    }
    if (placement instanceof Placement.Lent lent) {
      boolean move = dice.percent(80);
      long page = Math.max(0, Math.min(pageNumber(lent.page()), MAX_PAGES));
      int block = dice.percent(20) ? object(lent.block()) : lent.block();
      return new Placement.Lent(
          block, move ? (int) page : lent.page(), move ? lent.stride() : stride());
    }
    return placement;
  }

  private int stride() {
    return dice.coin() ? 1 : dice.between(2, MAX_STRIDE);
  }

  private int object(int object) {
    return dice.percent(80) ? dice.below(4) : (object + 1) % 16;
  }

  private long pa(long pa) {
    long section = machine.geometry().hotplugBytes();
    long to = dice.coin() ? pa + section : pa - section;
    return Math.max(0, Math.min(to, 1L << 46));
  }
}
