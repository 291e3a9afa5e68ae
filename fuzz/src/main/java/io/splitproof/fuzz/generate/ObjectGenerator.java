package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;

/** Makes operations that begin and end areas and blocks. */
final class ObjectGenerator {

  private static final int TRIES = 5;

  /** How often new objects lie in hot-added memory, if there is any. */
  private static final int HOT_PERCENT = 12;

  /** How often the frames of a new area lie among those of another. */
  private static final int AMONG_PERCENT = 15;

  private final Dice dice;
  private final MachineConfig machine;
  private final Operands operands;

  ObjectGenerator(Dice dice, MachineConfig machine, Operands operands) {
    this.dice = dice;
    this.machine = machine;
    this.operands = operands;
  }

  /** A new area, over frames of its own or of a block; null if there is no number left. */
  Operation newArea(Sketch sketch) {
    int area = sketch.freeArea();
    if (area == Sketch.NONE) {
      return null;
    }
    int[] often = {60, 15, 15, 10};
    AreaKind kind = AreaKind.values()[dice.weighted(often)];
    boolean reset = dice.percent(75);
    if (kind == AreaKind.HUGE && dice.percent(70)) {
      Sketch.Extent place = operands.boundaries().hugeArea();
      Placement frames = near(sketch, new Placement.Near(place.pfn(), 1));
      return new Operation.Vmalloc(area, place.pages(), kind, reset, frames);
    }
    int pages = operands.boundaries().areaPages();
    Operands.Loan loan = dice.percent(35) ? loan(sketch, pages) : null;
    return loan == null
        ? new Operation.Vmalloc(area, pages, kind, reset, areaFrames(sketch))
        : new Operation.Vmalloc(area, loan.pages(), kind, reset, loan.frames());
  }

  /** Frames anywhere, or now and then between those of another area. */
  private Placement areaFrames(Sketch sketch) {
    int other = dice.percent(AMONG_PERCENT) ? sketch.anyArea(dice, area -> true) : Sketch.NONE;
    if (other == Sketch.NONE) {
      return near(sketch, operands.near());
    }
    long pfn = Math.max(0, sketch.area(other).extent().pfn() + dice.nudge());
    return new Placement.Near(pfn, dice.coin() ? 1 : dice.between(2, 4));
  }

  /** A new area over frames of a block; null if there are none. */
  Operation newVmap(Sketch sketch) {
    int area = sketch.freeArea();
    Operands.Loan loan = loan(sketch, operands.boundaries().areaPages());
    return area == Sketch.NONE || loan == null
        ? null
        : new Operation.Vmap(area, loan.pages(), loan.frames());
  }

  /** Pages of a block, none of them lent or changed unless misused; null if there are none. */
  private Operands.Loan loan(Sketch sketch, int pages) {
    for (int tries = 0; tries < TRIES; tries++) {
      int block = sketch.anyBlock(dice);
      if (block == Sketch.NONE) {
        return null;
      }
      Operands.Loan loan = operands.loan(block, sketch.block(block).extent(), pages);
      boolean free = !sketch.isLent(block, loan.frames().page(), loan.span());
      if (free && sketch.block(block).pristine() || operands.misuse()) {
        return loan;
      }
    }
    return null;
  }

  /** Frees an area; one that vfree would leave odd is put right first. */
  Operation freeArea(Sketch sketch) {
    if (operands.misuse()) {
      return new Operation.Vfree(dice.below(8));
    }
    int number = sketch.anyArea(dice, area -> true);
    if (number == Sketch.NONE) {
      return null;
    }
    SketchedArea area = sketch.area(number);
    boolean leftOdd = area.kind() == SketchedArea.Kind.PLAIN && area.readOnly();
    return leftOdd && !operands.misuse()
        ? new Operation.SetMemory(Permission.RW, Address.area(number, 0), area.extent().pages())
        : new Operation.Vfree(number);
  }

  /** A new block; null if there is no number left. */
  Operation newBlock(Sketch sketch) {
    int block = sketch.freeBlock();
    Sketch.Extent place = operands.boundaries().block();
    Placement near = near(sketch, new Placement.Near(place.pfn(), 1));
    return block == Sketch.NONE ? null : new Operation.AllocPages(block, place.pages(), near);
  }

  /** {@code usual}, or now and then the same in memory added at run time. */
  Placement near(Sketch sketch, Placement.Near usual) {
    if (sketch.hot().isEmpty() || !dice.percent(HOT_PERCENT)) {
      return usual;
    }
    Sketch.Hot hot = dice.pick(sketch.hot());
    int pageShift = machine.geometry().pageShift();
    long page = dice.coin() ? 0 : dice.below(Math.max(1, hot.bytes() >> pageShift));
    return new Placement.Near((hot.pa() >> pageShift) + page, usual.stride());
  }

  /** Gives a block back; one that was changed is put right first. */
  Operation freeBlock(Sketch sketch) {
    int number = sketch.anyBlock(dice);
    if (operands.misuse()) {
      return new Operation.FreePages(dice.below(8));
    }
    if (number == Sketch.NONE || sketch.isLent(number)) {
      return null;
    }
    SketchedBlock block = sketch.block(number);
    int pages = block.extent().pages();
    if (block.shared() && machine.realm()) {
      return new Operation.SetMemoryEncrypted(Address.block(number, 0), pages, true);
    }
    if (block.invalid() && machine.geometry().isX86() && dice.percent(60)) {
      Permission usual = dice.coin() ? Permission.RW : Permission.NX;
      return new Operation.SetMemory(usual, Address.block(number, 0), pages);
    }
    return block.invalid() && LinearMap.isChangeable(machine)
        ? new Operation.SetMemoryValid(Address.block(number, 0), pages, true)
        : new Operation.FreePages(number);
  }
}
