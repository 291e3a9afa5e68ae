package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;

/**
 * Makes what runs beside the operation before it: on other pages, but in the same tables, under the
 * same locks, or in their way.
 */
final class CompanyGenerator {

  private static final int TRIES = 4;

  /** Of a hundred steps, how many have company; of those that are seldom and long, more. */
  private static final int USUAL_PERCENT = 4;

  private static final int HOTPLUG_PERCENT = 25;
  private static final int AREA_PERCENT = 7;

  private final Dice dice;
  private final MachineConfig machine;
  private final Operands operands;
  private final OperationGenerator operations;
  private final TurnGenerator turns;

  CompanyGenerator(Dice dice, MachineConfig machine, OperationGenerator operations) {
    this.dice = dice;
    this.machine = machine;
    this.operations = operations;
    this.operands = operations.operands();
    this.turns = new TurnGenerator(dice, machine.geometry());
  }

  /** Now and then, a step beside {@code first}; null most of the time. */
  Step maybe(Step first, Sketch sketch) {
    return dice.percent(percent(first.operation())) ? next(first.operation(), sketch) : null;
  }

  private static int percent(Operation first) {
    if (isHotplug(first)) {
      return HOTPLUG_PERCENT;
    }
    boolean area = first instanceof Operation.Vmalloc || first instanceof Operation.Vfree;
    return area ? AREA_PERCENT : USUAL_PERCENT;
  }

  private static boolean isHotplug(Operation operation) {
    return operation instanceof Operation.AddMemory || operation instanceof Operation.RemoveMemory;
  }

  /** A step beside {@code first}, after which the machine is about in this state; may be null. */
  Step next(Operation first, Sketch sketch) {
    if (isAlone(first)) {
      return null;
    }
    boolean interrupt = sketch.cpus() < 2 || dice.percent(interruptPercent(sketch));
    for (int tries = 0; tries < TRIES; tries++) {
      Operation second = interrupt ? interrupt(first, sketch) : beside(first, sketch);
      if (second != null && !isAlone(second) && (!interrupt || isAtomic(second))) {
        Interleaving interleaving = interrupt ? turns.interrupt() : turns.cpus();
        return new Step(null, interleaving, second);
      }
    }
    return null;
  }

  /** Whether nothing may run beside it: it belongs to boot, is several calls, or skips a check. */
  private static boolean isAlone(Operation operation) {
    return operation instanceof Operation.FinalizeCapabilities
        || operation instanceof Operation.CpuUp
        || operation instanceof Operation.KfenceInit
        || operation instanceof Operation.MarkRodataRo
        || operation instanceof Operation.Composite
        || operation instanceof Operation.ArchRemoveMemory;
  }

  /** Interrupts that change pages are worth more than those that only use or take them. */
  private int interruptPercent(Sketch sketch) {
    return sketch.hasPool() || machine.debugPagealloc() ? 35 : 8;
  }

  /** What happens in interrupts: KFENCE, what a page allocator does, and ordinary accesses. */
  private Operation interrupt(Operation first, Sketch sketch) {
    if (dice.percent(85) && sketch.hasPool()) {
      return operations.grant(Wish.KFENCE_PAGE, sketch);
    }
    if (machine.debugPagealloc() && dice.percent(70)) {
      Operands.Range range = neighbours(first, sketch);
      return range == null
          ? operations.grant(Wish.MAP_PAGES, sketch)
          : new Operation.KernelMapPages(range.address(), range.pages(), dice.coin());
    }
    return switch (dice.below(4)) {
      case 0 -> operations.grant(Wish.NEW_BLOCK, sketch);
      case 1 -> operations.grant(Wish.FREE_BLOCK, sketch);
      default -> access(first, sketch);
    };
  }

  /** Whether it never sleeps, as an interrupt must not. */
  private static boolean isAtomic(Operation operation) {
    return operation instanceof Operation.KfenceProtect
        || operation instanceof Operation.KernelMapPages
        || operation instanceof Operation.Access
        || operation instanceof Operation.AllocPages
        || operation instanceof Operation.FreePages;
  }

  private Operation beside(Operation first, Sketch sketch) {
    if (isHotplug(first) && dice.coin()) {
      return inside(first, sketch);
    }
    if (first instanceof Operation.Vmalloc && dice.percent(30)) {
      return operations.grant(Wish.NEW_AREA, sketch);
    }
    int[] often = {35, 25, 10, 10, 20};
    return switch (dice.weighted(often)) {
      case 0 -> neighbour(first, sketch);
      case 1 -> ofAreas(sketch);
      case 2 -> hotplug(first, sketch);
      case 3 -> access(first, sketch);
      default -> operations.next(sketch);
    };
  }

  /** A change of pages of the same block. */
  private Operation neighbour(Operation first, Sketch sketch) {
    Operands.Range range = neighbours(first, sketch);
    Wish[] wishes = {Wish.SET_MEMORY_VALID, Wish.SET_DIRECT_MAP, Wish.SPLIT, Wish.ENCRYPTION};
    int valid = LinearMap.isChangeable(machine) ? 35 : 1;
    int[] often = {valid, 30, 25, machine.realm() ? 30 : 3};
    Wish wish = wishes[dice.weighted(often)];
    return range == null ? operations.grant(wish, sketch) : operations.change(wish, range);
  }

  private Operation ofAreas(Sketch sketch) {
    Wish[] wishes = {Wish.SET_MEMORY, Wish.FREE_AREA, Wish.NEW_AREA, Wish.PURGE};
    int[] often = {55, 25, 15, 5};
    return operations.grant(wishes[dice.weighted(often)], sketch);
  }

  private Operation hotplug(Operation first, Sketch sketch) {
    if (isHotplug(first)) {
      return neighbour(first, sketch);
    }
    return operations.grant(dice.coin() ? Wish.ADD_MEMORY : Wish.REMOVE_MEMORY, sketch);
  }

  /** Somebody takes, or uses, a page of memory that comes or goes. */
  private Operation inside(Operation hotplug, Sketch sketch) {
    long pa =
        hotplug instanceof Operation.AddMemory add
            ? add.pa()
            : ((Operation.RemoveMemory) hotplug).pa();
    if (dice.percent(30)) {
      return operations.accesses().to(new Operands.Range(Address.physical(pa), 1), sketch);
    }
    long pfn = pa >> machine.geometry().pageShift();
    int block = sketch.freeBlock();
    return block == Sketch.NONE
        ? null
        : new Operation.AllocPages(block, dice.between(1, 4), new Placement.Near(pfn, 1));
  }

  private Operation access(Operation first, Sketch sketch) {
    Operands.Range range = Reach.of(first, machine.geometry().pageShift());
    return range == null
        ? operations.grant(Wish.ACCESS, sketch)
        : operations.accesses().to(range, sketch);
  }

  /** Pages of the block that {@code first} changes, before or after those; null if none are. */
  private Operands.Range neighbours(Operation first, Sketch sketch) {
    int shift = machine.geometry().pageShift();
    Operands.Range range = Reach.of(first, shift);
    if (range == null || range.address().base() != Address.Base.BLOCK) {
      return null;
    }
    int block = range.address().object();
    Sketch.Extent extent = sketch.extent(Address.Base.BLOCK, block);
    long start = range.address().offset() >> shift;
    long end = start + range.pages();
    if (extent == null || start < 0 || range.pages() < 1) {
      return null;
    }
    boolean before = start > 0 && (end >= extent.pages() || dice.coin());
    Operands.Range part =
        before
            ? operands.part(block, extent, 0, start)
            : operands.part(block, extent, end, extent.pages());
    return part == null || operations.isLent(part, sketch) ? null : part;
  }
}
