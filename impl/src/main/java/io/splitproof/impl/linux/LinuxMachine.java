package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.contract.StateDigest;
import java.util.concurrent.ExecutorService;
import java.util.function.IntSupplier;

/** One booted Linux: hands each operation to the part of the kernel that carries it out. */
final class LinuxMachine implements Machine {

  private final Kernel kernel;
  private final LinuxParts parts;
  private final ExecutorService secondCpu = TwoCpus.secondThread();

  LinuxMachine(Kernel kernel, LinuxParts parts) {
    this.kernel = kernel;
    this.parts = parts;
  }

  @Override
  public MachineConfig config() {
    return kernel.config;
  }

  @Override
  public DescriptorMemory memory() {
    return kernel.memory;
  }

  @Override
  public long rootTable() {
    return kernel.root;
  }

  @Override
  public void arm(FaultPlan plan) {
    kernel.faults.arm(plan);
  }

  @Override
  public void reset() {
    kernel.reset();
    parts.areas().reset();
    parts.blocks().reset();
  }

  @Override
  public void digest(StateDigest digest) {
    kernel.digest(digest);
    parts.areas().digest(digest);
    parts.blocks().digest(digest);
  }

  @Override
  public Outcome apply(Operation operation) {
    if (kernel.isDead()) {
      throw new AssertionError("the machine is dead and cannot take " + operation);
    }
    kernel.begin();
    int status = dispatch(operation);
    if (kernel.isDead()) {
      return new Outcome(status, kernel.warnings(), true);
    }
    return kernel.warnings() == 0
        ? Outcome.of(status)
        : new Outcome(status, kernel.warnings(), false);
  }

  @Override
  public Outcome[] apply(Operation first, Operation second, Interleaving interleaving) {
    if (kernel.isDead()) {
      throw new AssertionError("the machine is dead and cannot take " + first);
    }
    IntSupplier one = begin(first);
    IntSupplier two = begin(second);
    Sharing sharing =
        interleaving.interrupt()
            ? new Interrupt(kernel, one, two)
            : new TwoCpus(kernel, secondCpu, one, two);
    return sharing.run(interleaving);
  }

  /** An operation ready to be carried out: what uses an address has it already. */
  private IntSupplier begin(Operation operation) {
    if (operation instanceof Operation.Access access) {
      long va = virtual(access.address());
      return () -> access(access, va);
    }
    return () -> dispatch(operation);
  }

  private int dispatch(Operation operation) {
    if (operation instanceof Operation.SetMemory set) {
      return setMemory(set);
    } else if (operation instanceof Operation.SetMemoryValid set) {
      return setMemoryValid(set);
    } else if (operation instanceof Operation.SetDirectMap set) {
      return setDirectMap(set);
    } else if (operation instanceof Operation.Vmalloc request) {
      return isFree(request.area()) ? parts.areas().vmalloc(request) : 0;
    } else if (operation instanceof Operation.Vfree request) {
      vfree(request.area());
      return 0;
    } else if (operation instanceof Operation.AllocPages request) {
      return allocPages(request);
    } else if (operation instanceof Operation.FreePages request) {
      freePages(request.block());
      return 0;
    }
    return dispatchRare(operation);
  }

  private int dispatchRare(Operation operation) {
    if (operation instanceof Operation.Vmap request) {
      return isFree(request.area()) ? parts.areas().vmap(request) : 0;
    } else if (operation instanceof Operation.VmUnmapAliases) {
      parts.space().purge();
      return 0;
    } else if (operation instanceof Operation.FlushTlbKernelRange flush) {
      flush(flush);
      return 0;
    } else if (operation instanceof Operation.Split split) {
      return split(split);
    } else if (operation instanceof Operation.SetMemory4k set) {
      long va = virtual(set.address());
      return va == 0 ? 0 : parts.setMemory().keepPages(va, set.pages());
    } else if (operation instanceof Operation.SetMemoryEncrypted set) {
      return setEncrypted(set);
    } else if (operation instanceof Operation.KernelMapPages map) {
      kernelMapPages(map);
      return 0;
    } else if (operation instanceof Operation.AddMemory add) {
      return parts.hotplug().add(add.pa(), add.bytes());
    } else if (operation instanceof Operation.RemoveMemory remove) {
      return parts.hotplug().remove(remove.pa(), remove.bytes());
    } else if (operation instanceof Operation.ArchRemoveMemory remove) {
      return parts.hotplug().removeUnchecked(remove.pa(), remove.bytes());
    }
    return dispatchBoot(operation);
  }

  private int dispatchBoot(Operation operation) {
    if (operation instanceof Operation.KfenceInit init) {
      return parts.kfence().initLate(init.placement());
    } else if (operation instanceof Operation.KfenceProtect change) {
      parts.kfence().protect(change.page(), change.protect());
      return 0;
    } else if (operation instanceof Operation.CpuUp cpu) {
      return parts.boot().cpuUp(cpu.bbml2());
    } else if (operation instanceof Operation.FinalizeCapabilities) {
      parts.boot().finalizeCapabilities();
      return 0;
    } else if (operation instanceof Operation.MarkRodataRo) {
      parts.boot().markRodataRo();
      return 0;
    }
    if (operation instanceof Operation.Access access) {
      return access(access, virtual(access.address()));
    }
    throw new AssertionError("no such operation: " + operation);
  }

  /** What the MMU does with an address, with nothing in its TLB. */
  private int access(Operation.Access access, long va) {
    if (va == 0 || access.cpu() < 0 || access.cpu() >= kernel.boot.onlineCpus) {
      return 0;
    }
    return parts.mmu().permits(va, access.use()) ? 0 : Outcome.EFAULT;
  }

  private boolean isFree(int area) {
    return area >= 0 && area < Areas.NUMBERS && parts.areas().get(area) == null;
  }

  private void vfree(int number) {
    Area area = parts.areas().get(number);
    if (area != null) {
      parts.areas().free(area);
    }
  }

  private int allocPages(Operation.AllocPages request) {
    int number = request.block();
    if (number < 0 || number >= Areas.NUMBERS || parts.blocks().get(number) != null) {
      return 0;
    }
    if (request.pages() <= 0 || request.placement() instanceof Placement.Lent) {
      return Outcome.EINVAL;
    }
    boolean exact = request.placement() instanceof Placement.Exact;
    long first = firstFrame(request);
    if (first < 0) {
      return Outcome.ENOMEM;
    }
    parts.blocks().add(new Block(number, first, request.pages(), exact));
    kernel.events().blockTaken(number, first, request.pages());
    return 0;
  }

  private long firstFrame(Operation.AllocPages request) {
    if (request.placement() instanceof Placement.Exact exact) {
      return exact.pfns()[0];
    }
    long near = ((Placement.Near) request.placement()).pfn();
    return parts.frames().takeContiguous(near, request.pages(), 1);
  }

  private void freePages(int number) {
    Block block = parts.blocks().get(number);
    if (block != null) {
      parts.blocks().remove(block);
      if (!block.exact()) {
        parts.frames().giveBackContiguous(block.pfn(), block.pages());
      }
    }
  }

  private int setMemory(Operation.SetMemory set) {
    long va = virtual(set.address());
    return va == 0 ? 0 : parts.setMemory().apply(set.permission(), va, set.pages());
  }

  private int setMemoryValid(Operation.SetMemoryValid set) {
    long va = virtual(set.address());
    return va == 0 ? 0 : parts.attributes().setMemoryValid(va, set.pages(), set.valid());
  }

  private int setDirectMap(Operation.SetDirectMap set) {
    long va = pageAddress(set.address());
    if (va == 0) {
      return 0;
    }
    DirectMap state = set.state();
    return switch (state) {
      case INVALID -> parts.attributes().directMapInvalid(va);
      case DEFAULT -> parts.attributes().directMapDefault(va);
      default -> {
        boolean on = state == DirectMap.VALID_ON;
        yield parts.attributes().directMapValid(va, set.pages(), on);
      }
    };
  }

  private int split(Operation.Split split) {
    long va = virtual(split.address());
    return va == 0 ? 0 : parts.splitter().split(va, va + split.bytes());
  }

  private void flush(Operation.FlushTlbKernelRange flush) {
    long va = virtual(flush.address());
    if (va != 0) {
      kernel.flushRange(va, va + flush.pages() * kernel.geometry.pageBytes());
    }
  }

  private int setEncrypted(Operation.SetMemoryEncrypted set) {
    long va = virtual(set.address());
    return va == 0 ? 0 : parts.realm().set(va, set.pages(), set.encrypted());
  }

  private void kernelMapPages(Operation.KernelMapPages map) {
    long va = pageAddress(map.address());
    if (va != 0 && kernel.config.debugPagealloc()) {
      parts.attributes().kernelMapPages(va, map.pages(), map.map());
    }
  }

  /** Address of the struct page that an operand names: always a whole page of the linear map. */
  private long pageAddress(Address address) {
    Address page =
        address.base() == Address.Base.AREA
            ? Address.backing(address.object(), address.offset())
            : address;
    return virtual(page) & -kernel.geometry.pageBytes();
  }

  /** The virtual address an operand means, or 0 if it names nothing. */
  private long virtual(Address address) {
    return switch (address.base()) {
      case PHYSICAL -> linear(address.offset());
      case AREA -> {
        Area area = parts.areas().get(address.object());
        yield area == null ? 0 : area.va() + address.offset();
      }
      case BLOCK -> {
        Block block = parts.blocks().get(address.object());
        long first = block == null ? 0 : block.pfn() << kernel.geometry.pageShift();
        yield block == null ? 0 : linear(first + address.offset());
      }
      case BACKING -> backing(address);
    };
  }

  private long linear(long pa) {
    return kernel.config.hasLinearVa(pa) ? kernel.config.linearVa(pa) : 0;
  }

  private long backing(Address address) {
    Area area = parts.areas().get(address.object());
    long page = address.offset() >> kernel.geometry.pageShift();
    if (area == null || page < 0 || page >= area.pages()) {
      return 0;
    }
    long offset = address.offset() & (kernel.geometry.pageBytes() - 1);
    return kernel.linearVa(area.pfns()[(int) page]) + offset;
  }
}
