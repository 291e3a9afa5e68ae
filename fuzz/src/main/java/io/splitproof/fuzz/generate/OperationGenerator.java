package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;

/** Makes one operation at a time that has something to work on. */
final class OperationGenerator {

  private static final int KFENCE_PAGES = 512;
  private static final int TRIES = 5;

  /** How often a range is the one last made valid or invalid. */
  private static final int AGAIN_PERCENT = 25;

  private final Dice dice;
  private final Operands operands;
  private final Wishes wishes;
  private final MachineConfig machine;

  OperationGenerator(Dice dice, MachineConfig machine, Clients clients) {
    this.dice = dice;
    this.machine = machine;
    this.operands = new Operands(dice, machine, clients);
    this.wishes = new Wishes(machine);
  }

  /** An operation for a machine in about this state. */
  Operation next(Sketch sketch) {
    for (int tries = 0; tries < 8; tries++) {
      Operation operation = grant(wishes.next(dice, sketch), sketch);
      if (operation != null) {
        return operation;
      }
    }
    return new Operation.VmUnmapAliases();
  }

  private Operation grant(Wish wish, Sketch sketch) {
    return switch (wish) {
      case NEW_AREA -> newArea(sketch);
      case NEW_VMAP -> newVmap(sketch);
      case FREE_AREA -> freeArea(sketch);
      case PURGE -> new Operation.VmUnmapAliases();
      case NEW_BLOCK -> newBlock(sketch);
      case FREE_BLOCK -> freeBlock(sketch);
      case SET_MEMORY -> setMemory(sketch);
      case SET_MEMORY_VALID -> setMemoryValid(sketch);
      case SET_DIRECT_MAP -> setDirectMap(sketch);
      case SPLIT -> split(sketch);
      case ENCRYPTION -> encryption(sketch);
      case ADD_MEMORY -> addMemory();
      case REMOVE_MEMORY -> removeMemory(sketch);
      case MARK_RODATA -> new Operation.MarkRodataRo();
      case KFENCE_START -> new Operation.KfenceInit(operands.near());
      case KFENCE_PAGE -> kfencePage();
      case CPU -> new Operation.CpuUp(dice.coin());
      case FINALIZE -> new Operation.FinalizeCapabilities();
      case MAP_PAGES -> mapPages(sketch);
    };
  }

  private Operation newArea(Sketch sketch) {
    int area = sketch.freeArea();
    if (area == Sketch.NONE) {
      return null;
    }
    int[] often = {60, 15, 15, 10};
    AreaKind kind = AreaKind.values()[dice.weighted(often)];
    int pages = operands.boundaries().areaPages();
    boolean reset = dice.percent(75);
    Operands.Loan loan = dice.percent(35) ? loan(sketch, pages) : null;
    return loan == null
        ? new Operation.Vmalloc(area, pages, kind, reset, operands.near())
        : new Operation.Vmalloc(area, loan.pages(), kind, reset, loan.frames());
  }

  private Operation newVmap(Sketch sketch) {
    int area = sketch.freeArea();
    Operands.Loan loan = loan(sketch, operands.boundaries().areaPages());
    return area == Sketch.NONE || loan == null
        ? null
        : new Operation.Vmap(area, loan.pages(), loan.frames());
  }

  /** Up to {@code pages} pages of a block, unless misused none that were lent or changed; or null. */
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

  private Operation freeArea(Sketch sketch) {
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

  private Operation newBlock(Sketch sketch) {
    int block = sketch.freeBlock();
    Sketch.Extent place = operands.boundaries().block();
    return block == Sketch.NONE
        ? null
        : new Operation.AllocPages(block, place.pages(), new Placement.Near(place.pfn(), 1));
  }

  /** Gives a block back; one that was changed is put right first. */
  private Operation freeBlock(Sketch sketch) {
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
    return block.invalid() && LinearMap.isChangeable(machine)
        ? new Operation.SetMemoryValid(Address.block(number, 0), pages, true)
        : new Operation.FreePages(number);
  }

  private Operation setMemory(Sketch sketch) {
    boolean wrongKind = operands.misuse();
    int area = sketch.anyArea(dice, some -> wrongKind || some.changeable());
    if (area == Sketch.NONE) {
      return null;
    }
    Address.Base base = wrongKind && dice.coin() ? Address.Base.BACKING : Address.Base.AREA;
    Operands.Range range = operands.range(base, area, sketch.area(area).extent());
    return new Operation.SetMemory(dice.pick(Permission.values()), range.address(), range.pages());
  }

  private Operation setMemoryValid(Sketch sketch) {
    Operands.Range range = blockRange(sketch);
    return range == null
        ? null
        : new Operation.SetMemoryValid(range.address(), range.pages(), dice.coin());
  }

  private Operation setDirectMap(Sketch sketch) {
    DirectMap state = dice.pick(DirectMap.values());
    boolean valid = state == DirectMap.DEFAULT || state == DirectMap.VALID_ON;
    int area =
        dice.percent(25)
            ? sketch.anyArea(dice, some -> mayChangeBacking(some, valid))
            : Sketch.NONE;
    if (area != Sketch.NONE) {
      Sketch.Extent extent = sketch.area(area).extent();
      return new Operation.SetDirectMap(
          state, operands.page(Address.Base.BACKING, area, extent), 1);
    }
    Operands.Range range = blockRange(sketch);
    boolean many = state == DirectMap.VALID_ON || state == DirectMap.VALID_OFF;
    return range == null
        ? null
        : new Operation.SetDirectMap(state, range.address(), many ? range.pages() : 1);
  }

  /** Whether pages behind an area may be made valid, or not: vfree must put right what is odd. */
  private boolean mayChangeBacking(SketchedArea area, boolean valid) {
    boolean puts = area.kind() == SketchedArea.Kind.RESET;
    boolean polite = puts || valid && area.kind() != SketchedArea.Kind.BORROWED;
    return polite || operands.misuse();
  }

  private Operation split(Sketch sketch) {
    Operands.Range range = blockRange(sketch);
    long pageBytes = machine.geometry().pageBytes();
    return range == null
        ? null
        : new Operation.Split(range.address(), range.pages() * pageBytes);
  }

  private Operation encryption(Sketch sketch) {
    Operands.Range range = blockRange(sketch);
    return range == null
        ? null
        : new Operation.SetMemoryEncrypted(range.address(), range.pages(), dice.coin());
  }

  private Operation mapPages(Sketch sketch) {
    Operands.Range range = blockRange(sketch);
    return range == null
        ? null
        : new Operation.KernelMapPages(range.address(), range.pages(), dice.coin());
  }

  /** A range of a block, unless misused none that was lent; or null. */
  private Operands.Range blockRange(Sketch sketch) {
    for (int tries = 0; tries < TRIES; tries++) {
      int block = sketch.anyBlock(dice);
      if (block == Sketch.NONE) {
        return null;
      }
      Operation.SetMemoryValid last = sketch.block(block).last();
      Operands.Range range =
          last != null && dice.percent(AGAIN_PERCENT)
              ? new Operands.Range(last.address(), last.pages())
              : operands.range(Address.Base.BLOCK, block, sketch.block(block).extent());
      long first = range.address().offset() >> machine.geometry().pageShift();
      if (!sketch.isLent(block, first, range.pages()) || operands.misuse()) {
        return range;
      }
    }
    return null;
  }

  private Operation addMemory() {
    long section = machine.geometry().hotplugBytes();
    long bytes = section * dice.between(1, 4);
    long pa = operands.boundaries().hotPa();
    return operands.misuse()
        ? new Operation.AddMemory(pa + section / 2, bytes - section / 4)
        : new Operation.AddMemory(pa, bytes);
  }

  private Operation removeMemory(Sketch sketch) {
    if (sketch.hot().isEmpty()) {
      return null;
    }
    long section = machine.geometry().hotplugBytes();
    Sketch.Hot hot = dice.pick(sketch.hot());
    boolean part = hot.bytes() > section && dice.percent(30);
    long bytes = part ? section : hot.bytes();
    return operands.misuse()
        ? new Operation.ArchRemoveMemory(hot.pa(), bytes)
        : new Operation.RemoveMemory(part && dice.coin() ? hot.pa() + section : hot.pa(), bytes);
  }

  private Operation kfencePage() {
    int page = operands.misuse() ? dice.between(-1, KFENCE_PAGES) : 2 * dice.between(1, 255);
    return new Operation.KfenceProtect(page, dice.coin());
  }
}
