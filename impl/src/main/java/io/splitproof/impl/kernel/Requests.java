package io.splitproof.impl.kernel;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;

/** Requests as an executor takes them; operations.c and host.c read them in the same order. */
final class Requests {

  /** Banks a machine may have. */
  static final int MOST_BANKS = 16;

  private static final int BOOT = 1;
  private static final int RESET = 2;
  private static final int ARM = 3;
  private static final int RUN = 4;
  private static final int TABLES = 5;

  /** Words of a run before an object's placement: head, operation and four operands. */
  private static final int BEFORE_PLACEMENT = 6;

  private Requests() {}

  static long[] boot(MachineConfig config) {
    MachineConfig.KernelImage image = config.kernel();
    int banks = config.banks().size();
    long[] words = new long[18 + 2 * banks];
    long[] fixed = {
      head(BOOT, words.length - 1),
      config.memstart(),
      image.text(),
      image.stext(),
      image.initBegin(),
      image.initEnd(),
      image.bssStop(),
      config.bbml2().ordinal(),
      config.cpus(),
      config.rodata().ordinal(),
      config.kfence().ordinal(),
      word(config.debugPagealloc()),
      word(config.realm()),
      word(config.nonGlobal()),
      word(config.bti()),
      config.tables().ordinal(),
      config.stage().ordinal(),
      banks
    };
    System.arraycopy(fixed, 0, words, 0, fixed.length);
    for (int i = 0; i < banks; i++) {
      Bank bank = config.banks().get(i);
      words[fixed.length + 2 * i] = bank.start();
      words[fixed.length + 2 * i + 1] = bank.bytes();
    }
    return words;
  }

  static long[] reset() {
    return new long[] {head(RESET, 0)};
  }

  static long[] arm(FaultPlan plan) {
    return new long[] {
      head(ARM, 3), plan.mode().ordinal(), plan.count(), plan.scope().ordinal()
    };
  }

  static long[] tables() {
    return new long[] {head(TABLES, 0)};
  }

  static long[] run(Operation operation) {
    if (operation instanceof Operation.SetMemory set) {
      return run(6, set.address(), set.pages(), set.permission().ordinal());
    } else if (operation instanceof Operation.SetMemoryValid set) {
      return run(7, set.address(), set.pages(), word(set.valid()));
    } else if (operation instanceof Operation.SetDirectMap set) {
      return run(8, set.address(), set.pages(), set.state().ordinal());
    } else if (operation instanceof Operation.Split split) {
      return run(9, split.address(), split.bytes(), 0);
    } else if (operation instanceof Operation.SetMemoryEncrypted set) {
      return run(10, set.address(), set.pages(), word(set.encrypted()));
    } else if (operation instanceof Operation.KernelMapPages map) {
      return run(19, map.address(), map.pages(), word(map.map()));
    } else if (operation instanceof Operation.Access access) {
      return run(20, access.address(), access.cpu(), access.use().ordinal());
    } else if (operation instanceof Operation.FlushTlbKernelRange flush) {
      return run(21, flush.address(), flush.pages(), 0);
    }
    return runObject(operation);
  }

  private static long[] runObject(Operation operation) {
    if (operation instanceof Operation.Vmalloc area) {
      long kind = area.kind().ordinal();
      return run(0, area.placement(), area.area(), area.pages(), kind, word(area.resetPerms()));
    } else if (operation instanceof Operation.Vmap area) {
      return run(1, area.placement(), area.area(), area.pages(), 0, 0);
    } else if (operation instanceof Operation.Vfree area) {
      return run(2, area.area(), 0);
    } else if (operation instanceof Operation.VmUnmapAliases) {
      return run(3, 0, 0);
    } else if (operation instanceof Operation.AllocPages block) {
      return run(4, neighbours(block.placement()), block.block(), block.pages(), 0, 0);
    } else if (operation instanceof Operation.FreePages block) {
      return run(5, block.block(), 0);
    }
    return runRare(operation);
  }

  private static long[] runRare(Operation operation) {
    if (operation instanceof Operation.AddMemory add) {
      return run(11, add.pa(), add.bytes());
    } else if (operation instanceof Operation.RemoveMemory remove) {
      return run(12, remove.pa(), remove.bytes());
    } else if (operation instanceof Operation.ArchRemoveMemory remove) {
      return run(13, remove.pa(), remove.bytes());
    } else if (operation instanceof Operation.MarkRodataRo) {
      return run(14, 0, 0);
    } else if (operation instanceof Operation.KfenceInit init) {
      return run(15, neighbours(init.placement()), 0, 0, 0, 0);
    } else if (operation instanceof Operation.KfenceProtect change) {
      return run(16, change.page(), word(change.protect()));
    } else if (operation instanceof Operation.CpuUp cpu) {
      return run(17, word(cpu.bbml2()), 0);
    } else if (operation instanceof Operation.FinalizeCapabilities) {
      return run(18, 0, 0);
    }
    throw new AssertionError("no such operation: " + operation);
  }

  private static long[] run(int number, Address address, long one, long two) {
    long base = address.base().ordinal();
    return new long[] {head(RUN, 6), number, base, address.object(), address.offset(), one, two};
  }

  private static long[] run(int number, long one, long two) {
    return new long[] {head(RUN, 3), number, one, two};
  }

  private static long[] run(
      int number, Placement placement, long one, long two, long three, long four) {
    long[] place = words(placement);
    long[] words = new long[BEFORE_PLACEMENT + place.length];
    words[0] = head(RUN, words.length - 1);
    words[1] = number;
    words[2] = one;
    words[3] = two;
    words[4] = three;
    words[5] = four;
    System.arraycopy(place, 0, words, BEFORE_PLACEMENT, place.length);
    return words;
  }

  private static long[] words(Placement placement) {
    if (placement instanceof Placement.Near near) {
      return new long[] {0, near.pfn(), near.stride()};
    } else if (placement instanceof Placement.Lent lent) {
      return new long[] {1, lent.block(), lent.page(), lent.stride()};
    } else if (placement instanceof Placement.Exact exact) {
      long[] pfns = exact.pfns();
      long[] words = new long[3 + pfns.length];
      words[0] = 2;
      words[1] = exact.va();
      words[2] = pfns.length;
      System.arraycopy(pfns, 0, words, 3, pfns.length);
      return words;
    }
    throw new AssertionError("no such placement: " + placement);
  }

  /** Where frames are that follow each other: the first says it all. */
  private static Placement neighbours(Placement placement) {
    return placement instanceof Placement.Exact exact
        ? new Placement.Exact(exact.va(), new long[] {exact.pfns()[0]})
        : placement;
  }

  private static long head(int kind, int words) {
    return kind | (long) words << 8;
  }

  private static long word(boolean flag) {
    return flag ? 1 : 0;
  }
}
