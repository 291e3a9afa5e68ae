package io.splitproof.impl.kernel;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.stream.LongStream;

/** Requests as an executor takes them; operations.c and host.c read them in the same order. */
final class Requests {

  /** Banks a machine may have. */
  static final int MOST_BANKS = 16;

  private static final int BOOT = 1;
  private static final int RESET = 2;
  private static final int ARM = 3;
  private static final int RUN = 4;

  private Requests() {}

  static void boot(Connection to, MachineConfig config) {
    MachineConfig.KernelImage image = config.kernel();
    LongStream.Builder words = LongStream.builder();
    words.add(config.memstart()).add(image.text()).add(image.stext()).add(image.initBegin());
    words.add(image.initEnd()).add(image.bssStop()).add(config.bbml2().ordinal());
    words.add(config.cpus()).add(config.rodata().ordinal()).add(config.kfence().ordinal());
    words.add(word(config.debugPagealloc())).add(word(config.realm()));
    words.add(word(config.nonGlobal())).add(word(config.bti()));
    words.add(config.tables().ordinal()).add(config.stage().ordinal());
    words.add(config.banks().size());
    for (Bank bank : config.banks()) {
      words.add(bank.start()).add(bank.bytes());
    }
    to.send(BOOT, words.build().toArray());
  }

  static void reset(Connection to) {
    to.send(RESET);
  }

  static void arm(Connection to, FaultPlan plan) {
    to.send(ARM, plan.mode().ordinal(), plan.count(), plan.scope().ordinal());
  }

  static void run(Connection to, Operation operation) {
    if (operation instanceof Operation.SetMemory set) {
      run(to, 6, set.address(), set.pages(), set.permission().ordinal());
    } else if (operation instanceof Operation.SetMemoryValid set) {
      run(to, 7, set.address(), set.pages(), word(set.valid()));
    } else if (operation instanceof Operation.SetDirectMap set) {
      run(to, 8, set.address(), set.pages(), set.state().ordinal());
    } else if (operation instanceof Operation.Split split) {
      run(to, 9, split.address(), split.bytes(), 0);
    } else if (operation instanceof Operation.SetMemoryEncrypted set) {
      run(to, 10, set.address(), set.pages(), word(set.encrypted()));
    } else if (operation instanceof Operation.KernelMapPages map) {
      run(to, 19, map.address(), map.pages(), word(map.map()));
    } else if (operation instanceof Operation.Access access) {
      run(to, 20, access.address(), access.cpu(), access.use().ordinal());
    } else if (operation instanceof Operation.FlushTlbKernelRange flush) {
      run(to, 21, flush.address(), flush.pages(), 0);
    } else {
      runObject(to, operation);
    }
  }

  private static void runObject(Connection to, Operation operation) {
    if (operation instanceof Operation.Vmalloc area) {
      long kind = area.kind().ordinal();
      run(to, 0, area.placement(), area.area(), area.pages(), kind, word(area.resetPerms()));
    } else if (operation instanceof Operation.Vmap area) {
      run(to, 1, area.placement(), area.area(), area.pages(), 0, 0);
    } else if (operation instanceof Operation.Vfree area) {
      run(to, 2, area.area());
    } else if (operation instanceof Operation.VmUnmapAliases) {
      run(to, 3);
    } else if (operation instanceof Operation.AllocPages block) {
      run(to, 4, neighbours(block.placement()), block.block(), block.pages(), 0, 0);
    } else if (operation instanceof Operation.FreePages block) {
      run(to, 5, block.block());
    } else {
      runRare(to, operation);
    }
  }

  private static void runRare(Connection to, Operation operation) {
    if (operation instanceof Operation.AddMemory add) {
      run(to, 11, add.pa(), add.bytes());
    } else if (operation instanceof Operation.RemoveMemory remove) {
      run(to, 12, remove.pa(), remove.bytes());
    } else if (operation instanceof Operation.ArchRemoveMemory remove) {
      run(to, 13, remove.pa(), remove.bytes());
    } else if (operation instanceof Operation.MarkRodataRo) {
      run(to, 14);
    } else if (operation instanceof Operation.KfenceInit init) {
      run(to, 15, neighbours(init.placement()), 0, 0, 0, 0);
    } else if (operation instanceof Operation.KfenceProtect change) {
      run(to, 16, change.page(), word(change.protect()));
    } else if (operation instanceof Operation.CpuUp cpu) {
      run(to, 17, word(cpu.bbml2()));
    } else if (operation instanceof Operation.FinalizeCapabilities) {
      run(to, 18);
    } else {
      throw new AssertionError("no such operation: " + operation);
    }
  }

  private static void run(Connection to, int number, Address address, long one, long two) {
    run(to, number, address.base().ordinal(), address.object(), address.offset(), one, two);
  }

  private static void run(
      Connection to, int number, Placement placement, long one, long two, long three, long four) {
    send(to, number, LongStream.concat(LongStream.of(one, two, three, four), words(placement)));
  }

  private static void run(Connection to, int number, long... words) {
    send(to, number, LongStream.of(words));
  }

  private static void send(Connection to, int number, LongStream words) {
    to.send(RUN, LongStream.concat(LongStream.of(number), words).toArray());
  }

  private static LongStream words(Placement placement) {
    if (placement instanceof Placement.Near near) {
      return LongStream.of(0, near.pfn(), near.stride());
    } else if (placement instanceof Placement.Lent lent) {
      return LongStream.of(1, lent.block(), lent.page(), lent.stride());
    } else if (placement instanceof Placement.Exact exact) {
      LongStream head = LongStream.of(2, exact.va(), exact.pfns().length);
      return LongStream.concat(head, LongStream.of(exact.pfns()));
    }
    throw new AssertionError("no such placement: " + placement);
  }

  /** Where frames are that follow each other: the first says it all. */
  private static Placement neighbours(Placement placement) {
    return placement instanceof Placement.Exact exact
        ? new Placement.Exact(exact.va(), new long[] {exact.pfns()[0]})
        : placement;
  }

  private static long word(boolean flag) {
    return flag ? 1 : 0;
  }
}
