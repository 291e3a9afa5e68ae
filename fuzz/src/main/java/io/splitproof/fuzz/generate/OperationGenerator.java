package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;

/** Makes one operation at a time that has something to work on. */
final class OperationGenerator {

  private static final int KFENCE_PAGES = 512;
  private static final int TRIES = 5;

  /** How often a page of the pool is protected or not by KFENCE itself. */
  private static final int KFENCE_CLIENT_PERCENT = 30;

  /** How often a range is the one last made valid or invalid. */
  private static final int AGAIN_PERCENT = 25;

  /** How often so much memory is added at once that one leaf, or group of leaves, maps it. */
  private static final int LARGE_PERCENT = 20;

  private final Dice dice;
  private final Operands operands;
  private final ObjectGenerator objects;
  private final AccessGenerator accesses;
  private final ClientGenerator clients;
  private final Wishes wishes;
  private final MachineConfig machine;

  OperationGenerator(Dice dice, MachineConfig machine, Clients clients) {
    this.dice = dice;
    this.machine = machine;
    this.operands = new Operands(dice, machine, clients);
    this.objects = new ObjectGenerator(dice, machine, operands);
    this.accesses = new AccessGenerator(dice, machine, operands);
    this.clients = new ClientGenerator(dice, machine, operands, objects);
    this.wishes = new Wishes(machine);
  }

  Operands operands() {
    return operands;
  }

  AccessGenerator accesses() {
    return accesses;
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

  /** An operation of that kind; null if there is nothing for it to work on. */
  Operation grant(Wish wish, Sketch sketch) {
    return switch (wish) {
      case NEW_AREA -> objects.newArea(sketch);
      case NEW_VMAP -> objects.newVmap(sketch);
      case FREE_AREA -> objects.freeArea(sketch);
      case PURGE -> new Operation.VmUnmapAliases();
      case NEW_BLOCK -> objects.newBlock(sketch);
      case FREE_BLOCK -> objects.freeBlock(sketch);
      case SET_MEMORY -> setMemory(sketch);
      case SET_DIRECT_MAP -> setDirectMap(sketch);
      case SET_MEMORY_VALID, SPLIT, ENCRYPTION, MAP_PAGES -> change(wish, blockRange(sketch));
      case ADD_MEMORY -> addMemory();
      case REMOVE_MEMORY -> removeMemory(sketch);
      case MARK_RODATA -> new Operation.MarkRodataRo();
      case KFENCE_START -> new Operation.KfenceInit(operands.near());
      case KFENCE_PAGE -> kfencePage();
      case CPU -> new Operation.CpuUp(dice.coin());
      case FINALIZE -> new Operation.FinalizeCapabilities();
      case ACCESS -> accesses.next(sketch);
      case FLUSH -> change(wish, blockRange(sketch));
      case NEW_CLIENT -> clients.start(sketch);
      case END_CLIENT -> clients.end(sketch);
      case WALK -> clients.walk(sketch);
      case KEEP_4K -> change(wish, blockRange(sketch));
    };
  }

  private Operation setMemory(Sketch sketch) {
    if (machine.geometry().isX86() && dice.coin()) {
      Operands.Range block = blockRange(sketch);
      return block == null
          ? null
          : new Operation.SetMemory(
              dice.pick(Permission.values()), block.address(), block.pages());
    }
    boolean wrongKind = operands.misuse();
    int area = sketch.anyArea(dice, some -> wrongKind || some.changeable());
    if (area == Sketch.NONE) {
      return null;
    }
    Address.Base base = wrongKind && dice.coin() ? Address.Base.BACKING : Address.Base.AREA;
    Operands.Range range = operands.range(base, area, sketch.area(area).extent());
    return new Operation.SetMemory(dice.pick(Permission.values()), range.address(), range.pages());
  }

  /** A change of pages of a block; null if there are none. */
  Operation change(Wish wish, Operands.Range range) {
    if (range == null) {
      return null;
    }
    Address address = range.address();
    int pages = range.pages();
    return switch (wish) {
      case SET_MEMORY_VALID -> new Operation.SetMemoryValid(address, pages, dice.coin());
      case SET_DIRECT_MAP -> direct(dice.pick(DirectMap.values()), range);
      case KEEP_4K -> new Operation.SetMemory4k(address, pages);
      case SPLIT -> new Operation.Split(address, pages * machine.geometry().pageBytes());
      case ENCRYPTION -> new Operation.SetMemoryEncrypted(address, pages, dice.coin());
      case MAP_PAGES -> new Operation.KernelMapPages(address, pages, dice.coin());
      case FLUSH -> new Operation.FlushTlbKernelRange(address, pages);
      default -> throw new AssertionError("no change of a range: " + wish);
    };
  }

  private static Operation direct(DirectMap state, Operands.Range range) {
    boolean many = state == DirectMap.VALID_ON || state == DirectMap.VALID_OFF;
    return new Operation.SetDirectMap(state, range.address(), many ? range.pages() : 1);
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
    return range == null ? null : direct(state, range);
  }

  /** Whether pages behind an area may be made valid, or not: vfree must put right what is odd. */
  private boolean mayChangeBacking(SketchedArea area, boolean valid) {
    boolean puts = area.kind() == SketchedArea.Kind.RESET;
    boolean polite = puts || valid && area.kind() != SketchedArea.Kind.BORROWED;
    return polite || operands.misuse();
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
      if (!isLent(range, sketch) || operands.misuse()) {
        return range;
      }
    }
    return null;
  }

  /** Whether an area borrows any page of a range of a block. */
  boolean isLent(Operands.Range range, Sketch sketch) {
    long first = range.address().offset() >> machine.geometry().pageShift();
    return sketch.isLent(range.address().object(), first, range.pages());
  }

  private Operation addMemory() {
    long section = machine.geometry().hotplugBytes();
    if (mapsBlocks() && dice.percent(LARGE_PERCENT)) {
      long leaf = operands.boundaries().largestLeafBytes();
      return new Operation.AddMemory(operands.boundaries().hotPa(leaf), leaf);
    }
    long bytes = section * dice.between(1, 4);
    long pa = operands.boundaries().hotPa(section);
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
    int sections = (int) (hot.bytes() / section);
    int first = part ? dice.below(sections) : 0;
    long bytes = part ? section * dice.between(1, sections - first) : hot.bytes();
    long pa = hot.pa() + first * section;
    return operands.misuse()
        ? new Operation.ArchRemoveMemory(pa, bytes)
        : new Operation.RemoveMemory(pa, bytes);
  }

  /** Whether memory that is added now and then gets a leaf larger than a section. */
  private boolean mapsBlocks() {
    return machine.bbml2() != Bbml2.NONE && !machine.debugPagealloc();
  }

  private Operation kfencePage() {
    if (!operands.misuse() && dice.percent(KFENCE_CLIENT_PERCENT)) {
      return new Client.Kfence(dice.below(KFENCE_PAGES / 2 - 1), dice.coin());
    }
    int page = operands.misuse() ? dice.between(-1, KFENCE_PAGES) : 2 * dice.between(1, 255);
    return new Operation.KfenceProtect(page, dice.coin());
  }
}
