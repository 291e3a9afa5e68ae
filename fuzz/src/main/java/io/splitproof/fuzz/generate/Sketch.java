package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Client;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a program has probably made of its machine so far: which objects live, how large they are
 * and what has been done to them. A guess, because allocations may fail; good enough to ask for
 * what exists.
 */
final class Sketch {

  /** Number that stands for no object. */
  static final int NONE = -1;

  private static final int OBJECTS = 16;

  /** Physical address that no machine comes near. */
  private static final long FAR = 1L << 46;

  /** A live object: its pages, and the frame it was asked to start at. */
  record Extent(int pages, long pfn) {}

  /** Memory added at run time, in bytes. */
  record Hot(long pa, long bytes) {}

  private final SketchedArea[] areas = new SketchedArea[OBJECTS];
  private final SketchedBlock[] blocks = new SketchedBlock[OBJECTS];
  private final List<Hot> hot = new ArrayList<>();
  private final int pageShift;
  private final long memoryPages;
  private boolean pool;
  private boolean finalized;
  private int cpus;
  private final Lately lately = new Lately();
  private final SketchedClients clients;

  Sketch(MachineConfig machine) {
    clients = new SketchedClients(machine);
    pageShift = machine.geometry().pageShift();
    memoryPages = MemorySize.pages(machine);
    pool = machine.kfence() == Kfence.EARLY;
    finalized = machine.stage() == Stage.BOOTED;
    cpus = finalized ? machine.cpus() : 1;
  }

  /** The area of that number, or null. */
  SketchedArea area(int number) {
    return areas[number];
  }

  /** The block of that number, or null. */
  SketchedBlock block(int number) {
    return blocks[number];
  }

  boolean hasPool() {
    return pool;
  }

  /** How many CPUs there are. */
  int cpus() {
    return cpus;
  }

  /** Pages changed, made or given back lately, by a name they have now; null if there are none. */
  Operands.Range lately(Dice dice) {
    Operands.Range range = lately.any(dice);
    boolean gone = range != null && isGone(range.address());
    return gone ? null : range;
  }

  private boolean isGone(Address address) {
    boolean physical = address.base() == Address.Base.PHYSICAL;
    return !physical && extent(address.base(), address.object()) == null;
  }

  /** The pages of a live object; null if there is none such, or it is no object. */
  Extent extent(Address.Base base, int object) {
    return switch (base) {
      case AREA, BACKING -> areas[object] == null ? null : areas[object].extent();
      case BLOCK -> blocks[object] == null ? null : blocks[object].extent();
      case PHYSICAL -> null;
    };
  }

  boolean isFinalized() {
    return finalized;
  }

  List<Hot> hot() {
    return hot;
  }

  /** Whether an area borrows any of these pages. */
  boolean isLent(int block, long first, long pages) {
    for (SketchedArea area : areas) {
      if (area != null && area.borrows(block, first, pages)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an area borrows any page of a block. */
  boolean isLent(int block) {
    return isLent(block, 0, Integer.MAX_VALUE);
  }

  /** The number of a live area like that, or NONE. */
  int anyArea(Dice dice, Predicate<SketchedArea> like) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      if (areas[i] != null && like.test(areas[i])) {
        numbers.add(i);
      }
    }
    return numbers.isEmpty() ? NONE : dice.pick(numbers);
  }

  /** The number of a live block, or NONE. */
  int anyBlock(Dice dice) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      if (blocks[i] != null) {
        numbers.add(i);
      }
    }
    return numbers.isEmpty() ? NONE : dice.pick(numbers);
  }

  /** The lowest free number of an area, or NONE. */
  int freeArea() {
    return free(areas);
  }

  /** The lowest number from which on so many are free for areas, or NONE. */
  int freeAreas(int count) {
    int free = 0;
    for (int i = 0; i < OBJECTS && free < count; i++) {
      free = areas[i] == null ? free + 1 : 0;
      if (free == count) {
        return i + 1 - count;
      }
    }
    return NONE;
  }

  /** A client that came and has not gone; null if there is none, or its first object went. */
  Client.Start anyClient(Dice dice) {
    Client.Start client = clients.any(dice);
    boolean block = client != null && client.kind().hasBlock();
    Address.Base base = block ? Address.Base.BLOCK : Address.Base.AREA;
    return client == null || extent(base, client.object()) == null ? null : client;
  }

  /** The lowest free number of a block, or NONE. */
  int freeBlock() {
    return free(blocks);
  }

  private static int free(Object[] objects) {
    for (int i = 0; i < OBJECTS; i++) {
      if (objects[i] == null) {
        return i;
      }
    }
    return NONE;
  }

  /** Follows one operation. */
  void apply(Operation operation) {
    if (operation instanceof Client client) {
      clients.follow(client).forEach(this::apply);
      return;
    }
    note(operation);
    if (operation instanceof Operation.Vmalloc o) {
      newArea(o.area(), o.pages(), kind(o), o.placement());
    } else if (operation instanceof Operation.Vmap o) {
      newArea(o.area(), o.pages(), SketchedArea.Kind.BORROWED, o.placement());
    } else if (operation instanceof Operation.Vfree o) {
      gone(areas[o.area()] == null ? null : areas[o.area()].extent());
      areas[o.area()] = null;
    } else if (operation instanceof Operation.AllocPages o) {
      newBlock(o);
    } else if (operation instanceof Operation.FreePages o) {
      gone(blocks[o.block()] == null ? null : blocks[o.block()].extent());
      blocks[o.block()] = null;
    } else if (operation instanceof Operation.AddMemory o) {
      newHot(new Hot(o.pa(), o.bytes()));
    } else if (operation instanceof Operation.RemoveMemory o) {
      hot.remove(new Hot(o.pa(), o.bytes()));
    } else if (operation instanceof Operation.ArchRemoveMemory o) {
      hot.remove(new Hot(o.pa(), o.bytes()));
    } else if (operation instanceof Operation.KfenceInit) {
      pool = true;
    } else if (operation instanceof Operation.FinalizeCapabilities) {
      finalized = true;
    } else if (operation instanceof Operation.CpuUp) {
      cpus++;
    } else {
      change(operation);
    }
  }

  private void note(Operation operation) {
    Operands.Range range = Reach.of(operation, pageShift);
    if (range != null) {
      lately.note(range.address(), range.pages());
    }
  }

  /** Frames that nobody has any more keep their place in the linear map. */
  private void gone(Extent extent) {
    if (extent != null) {
      lately.note(Address.physical(extent.pfn() << pageShift), extent.pages());
    }
  }

  private void change(Operation operation) {
    if (operation instanceof Operation.SetMemory o) {
      permission(o);
    } else if (operation instanceof Operation.SetMemoryValid o) {
      SketchedBlock block = valid(o.address(), o.pages(), o.valid());
      if (block != null && block.holds(o.address().offset() >> pageShift, o.pages())) {
        blocks[o.address().object()] = block.withLast(o);
      }
    } else if (operation instanceof Operation.SetDirectMap o) {
      boolean valid = o.state() == DirectMap.DEFAULT || o.state() == DirectMap.VALID_ON;
      valid(o.address(), o.pages(), valid);
    } else if (operation instanceof Operation.KernelMapPages o) {
      valid(o.address(), o.pages(), o.map());
    } else if (operation instanceof Operation.SetMemoryEncrypted o && named(o.address()) != null) {
      SketchedBlock block = named(o.address());
      blocks[o.address().object()] =
          block.afterEncryption(o.address().offset(), o.pages(), o.encrypted());
    }
  }

  private void permission(Operation.SetMemory o) {
    if (named(o.address()) != null && o.permission() != Permission.RW) {
      valid(o.address(), o.pages(), false);
    }
    SketchedArea area = areas[o.address().object()];
    if (area == null || o.address().base() != Address.Base.AREA) {
      return;
    }
    boolean protects = o.permission() == Permission.RO || o.permission() == Permission.ROX;
    boolean all = o.address().offset() == 0 && o.pages() == area.extent().pages();
    boolean undone = o.permission() == Permission.RW && all;
    areas[o.address().object()] = area.withReadOnly(protects || area.readOnly() && !undone);
  }

  /** Notes that pages of a block were made valid or not; null if it is none. */
  private SketchedBlock valid(Address address, int pages, boolean valid) {
    SketchedBlock block = named(address);
    if (block != null) {
      block = block.after(address.offset(), pages, valid);
      blocks[address.object()] = block;
    }
    return block;
  }

  private SketchedBlock named(Address address) {
    return address.base() == Address.Base.BLOCK ? blocks[address.object()] : null;
  }

  private static SketchedArea.Kind kind(Operation.Vmalloc vmalloc) {
    if (vmalloc.kind() == AreaKind.HUGE) {
      return SketchedArea.Kind.HUGE;
    }
    return vmalloc.resetPerms() ? SketchedArea.Kind.RESET : SketchedArea.Kind.PLAIN;
  }

  private void newArea(int area, int pages, SketchedArea.Kind kind, Placement placement) {
    Extent extent = extent(pages, placement);
    if (areas[area] == null && extent != null) {
      Placement.Lent loan = placement instanceof Placement.Lent lent ? lent : null;
      areas[area] = new SketchedArea(extent, kind, loan, false);
      lately.note(Address.area(area, 0), pages);
    }
  }

  private void newHot(Hot range) {
    boolean sane = range.pa() >= 0 && range.pa() < FAR && range.bytes() > 0 && range.bytes() < FAR;
    if (sane && !hot.contains(range)) {
      hot.add(range);
    }
  }

  private void newBlock(Operation.AllocPages alloc) {
    Extent extent = extent(alloc.pages(), alloc.placement());
    boolean near = alloc.placement() instanceof Placement.Near;
    if (blocks[alloc.block()] == null && near && extent != null) {
      blocks[alloc.block()] = SketchedBlock.fresh(extent);
    }
  }

  /** The extent of a new object; null if it cannot come to be. */
  private Extent extent(int pages, Placement placement) {
    if (pages <= 0 || pages > memoryPages) {
      return null;
    }
    if (placement instanceof Placement.Lent lent) {
      SketchedBlock from = blocks[lent.block()];
      long last = lent.page() + (pages - 1L) * Math.max(1, lent.stride());
      boolean inside = from != null && lent.page() >= 0 && last < from.extent().pages();
      return inside ? new Extent(pages, from.extent().pfn() + lent.page()) : null;
    }
    return placement instanceof Placement.Near near ? new Extent(pages, near.pfn()) : null;
  }
}
