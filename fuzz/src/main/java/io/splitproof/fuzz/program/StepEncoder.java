package io.splitproof.fuzz.program;

import io.splitproof.fuzz.client.Client;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;

/**
 * Makes a record of a step. Operands that do not fit their fields are cut off: the caller decodes
 * the record again to see whether the step came through.
 */
final class StepEncoder {

  private final Step step;
  private Opcode opcode;
  private int object;
  private int other;
  private int variant;
  private int countMode = OperandBytes.EXACT;
  private int stride;
  private int count;
  private long offset;
  private long turns;

  private StepEncoder(Step step) {
    this.step = step;
  }

  static StepRecord encode(Step step) {
    StepEncoder encoder = new StepEncoder(step);
    encoder.objects(step.operation());
    if (encoder.opcode == null) {
      encoder.changes(step.operation());
    }
    if (step.operation() instanceof Client client) {
      encoder.client(client);
    }
    if (encoder.opcode == null) {
      encoder.machine(step.operation());
    }
    return encoder.record();
  }

  private void objects(Operation operation) {
    if (operation instanceof Operation.Vmalloc vmalloc) {
      opcode = Opcode.VMALLOC;
      flagged(vmalloc.kind().ordinal(), vmalloc.resetPerms());
      made(vmalloc.area(), vmalloc.pages(), vmalloc.placement());
    } else if (operation instanceof Operation.Vmap vmap) {
      opcode = Opcode.VMAP;
      made(vmap.area(), vmap.pages(), vmap.placement());
    } else if (operation instanceof Operation.AllocPages alloc) {
      opcode = Opcode.ALLOC_PAGES;
      made(alloc.block(), alloc.pages(), alloc.placement());
    } else if (operation instanceof Operation.Vfree vfree) {
      opcode = Opcode.VFREE;
      object = vfree.area();
    } else if (operation instanceof Operation.FreePages free) {
      opcode = Opcode.FREE_PAGES;
      object = free.block();
    } else if (operation instanceof Operation.VmUnmapAliases) {
      opcode = Opcode.VM_UNMAP_ALIASES;
    }
  }

  private void changes(Operation operation) {
    if (operation instanceof Operation.SetMemory set) {
      opcode = Opcode.SET_MEMORY;
      flagged(set.permission().ordinal(), false);
      changed(set.address(), set.pages());
    } else if (operation instanceof Operation.SetMemoryValid valid) {
      opcode = Opcode.SET_MEMORY_VALID;
      flagged(0, valid.valid());
      changed(valid.address(), valid.pages());
    } else if (operation instanceof Operation.SetMemory4k keep) {
      opcode = Opcode.SET_MEMORY_4K;
      changed(keep.address(), keep.pages());
    } else if (operation instanceof Operation.SetDirectMap direct) {
      opcode = Opcode.SET_DIRECT_MAP;
      flagged(direct.state().ordinal(), false);
      changed(direct.address(), direct.pages());
    } else if (operation instanceof Operation.Split split) {
      opcode = Opcode.SPLIT;
      changed(split.address(), 0);
      bytes(split.bytes());
    } else if (operation instanceof Operation.SetMemoryEncrypted encrypted) {
      opcode = Opcode.SET_MEMORY_ENCRYPTED;
      flagged(0, encrypted.encrypted());
      changed(encrypted.address(), encrypted.pages());
    } else if (operation instanceof Operation.KernelMapPages map) {
      opcode = Opcode.KERNEL_MAP_PAGES;
      flagged(0, map.map());
      changed(map.address(), map.pages());
    } else if (operation instanceof Operation.FlushTlbKernelRange flush) {
      opcode = Opcode.FLUSH_TLB_KERNEL_RANGE;
      changed(flush.address(), flush.pages());
    } else if (operation instanceof Operation.Access access) {
      opcode = Opcode.ACCESS;
      flagged(access.use().ordinal(), false);
      changed(access.address(), access.cpu());
    }
  }

  private void client(Client client) {
    turns = ClientBytes.regions(client);
    if (client instanceof Client.Start start) {
      opcode = Opcode.CLIENT_START;
      flagged(start.kind().ordinal(), false);
      made(start.object(), start.pages(), start.placement());
    } else if (client instanceof Client.End end) {
      opcode = Opcode.CLIENT_END;
      flagged(end.kind().ordinal(), false);
      object = end.object();
      count = end.pages();
    } else if (client instanceof Client.Walk walk) {
      opcode = Opcode.CLIENT_WALK;
      flagged(walk.kind().ordinal(), false);
      changed(walk.address(), walk.pages());
    } else if (client instanceof Client.Kfence kfence) {
      opcode = Opcode.CLIENT_KFENCE;
      flagged(0, kfence.alloc());
      count = kfence.object();
    }
  }

  private void machine(Operation operation) {
    if (operation instanceof Operation.AddMemory add) {
      ranged(Opcode.ADD_MEMORY, add.pa(), add.bytes());
    } else if (operation instanceof Operation.RemoveMemory remove) {
      ranged(Opcode.REMOVE_MEMORY, remove.pa(), remove.bytes());
    } else if (operation instanceof Operation.ArchRemoveMemory remove) {
      ranged(Opcode.ARCH_REMOVE_MEMORY, remove.pa(), remove.bytes());
    } else if (operation instanceof Operation.MarkRodataRo) {
      opcode = Opcode.MARK_RODATA_RO;
    } else if (operation instanceof Operation.KfenceInit init) {
      opcode = Opcode.KFENCE_INIT;
      made(0, 0, init.placement());
    } else if (operation instanceof Operation.KfenceProtect protect) {
      opcode = Opcode.KFENCE_PROTECT;
      flagged(0, protect.protect());
      count = protect.page();
    } else if (operation instanceof Operation.CpuUp up) {
      opcode = Opcode.CPU_UP;
      flagged(0, up.bbml2());
    } else {
      opcode = Opcode.FINALIZE_CAPABILITIES;
    }
  }

  private void flagged(int number, boolean flag) {
    variant |= number | (flag ? StepDecoder.FLAG : 0);
  }

  private void made(int number, int pages, Placement placement) {
    object = number;
    count = pages;
    variant |= OperandBytes.where(placement);
    if (placement instanceof Placement.Near near) {
      offset = near.pfn();
      stride = OperandBytes.strideField(near.stride());
    } else if (placement instanceof Placement.Lent lent) {
      other = lent.block();
      offset = lent.page();
      stride = OperandBytes.strideField(lent.stride());
    }
  }

  private void changed(Address address, int pages) {
    object = address.object();
    count = pages;
    offset = address.offset();
    variant |= OperandBytes.where(address.base());
  }

  private void ranged(Opcode code, long pa, long length) {
    opcode = code;
    offset = pa;
    bytes(length);
  }

  private void bytes(long length) {
    boolean exact = length == (int) length;
    countMode = exact ? OperandBytes.EXACT : OperandBytes.IN_UNITS;
    count = (int) (exact ? length : length / OperandBytes.UNIT);
  }

  private StepRecord record() {
    return new StepRecord(
        opcode.ordinal(),
        FaultBytes.fault(step.plan()),
        FaultBytes.count(step.plan()),
        OperandBytes.objectField(object),
        OperandBytes.objectField(other),
        variant,
        countMode,
        stride,
        count,
        offset,
        TurnBytes.kind(step.beside()),
        turns | TurnBytes.turns(step.beside()));
  }
}
