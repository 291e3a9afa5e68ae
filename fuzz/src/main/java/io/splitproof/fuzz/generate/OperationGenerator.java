package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;

/** Makes one operation at a time that has something to work on. */
final class OperationGenerator {

  private static final int KFENCE_PAGES = 512;
  private static final int TRIES = 5;

  /** How often a range is the one last made valid or invalid. */
  private static final int AGAIN_PERCENT = 25;

  private final Dice dice;
  private final Operands operands;
  private final ObjectGenerator objects;
  private final Wishes wishes;
  private final MachineConfig machine;

  OperationGenerator(Dice dice, MachineConfig machine, Clients clients) {
    this.dice = dice;
    this.machine = machine;
    this.operands = new Operands(dice, machine, clients);
    this.objects = new ObjectGenerator(dice, machine, operands);
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
      case NEW_AREA -> objects.newArea(sketch);
      case NEW_VMAP -> objects.newVmap(sketch);
      case FREE_AREA -> objects.freeArea(sketch);
      case PURGE -> new Operation.VmUnmapAliases();
      case NEW_BLOCK -> objects.newBlock(sketch);
      case FREE_BLOCK -> objects.freeBlock(sketch);
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

  /** A range of a block, none of it lent unless misused; null if there is none. */
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
