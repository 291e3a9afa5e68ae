package io.splitproof.fuzz.program;

import io.splitproof.fuzz.client.Client;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Use;

/** Writes one operation as {@link OperationParser} reads it. */
final class OperationPrinter {

  private final Operands operands;

  OperationPrinter(Operands operands) {
    this.operands = operands;
  }

  String print(Operation operation) {
    if (operation instanceof Operation.Vmalloc vmalloc) {
      return vmalloc(vmalloc);
    }
    if (operation instanceof Operation.Vmap vmap) {
      String placement = Operands.text(vmap.placement());
      return "A" + vmap.area() + " = vmap " + vmap.pages() + " " + placement;
    }
    if (operation instanceof Operation.AllocPages alloc) {
      String placement = Operands.text(alloc.placement());
      return "B" + alloc.block() + " = alloc_pages " + alloc.pages() + " " + placement;
    }
    if (operation instanceof Operation.Vfree vfree) {
      return "vfree A" + vfree.area();
    }
    if (operation instanceof Operation.FreePages free) {
      return "free_pages B" + free.block();
    }
    if (operation instanceof Operation.VmUnmapAliases) {
      return "vm_unmap_aliases";
    }
    String change = change(operation);
    return change == null ? machineOperation(operation) : change;
  }

  private static String vmalloc(Operation.Vmalloc vmalloc) {
    String name =
        switch (vmalloc.kind()) {
          case VMALLOC -> "vmalloc";
          case HUGE -> "vmalloc_huge";
          case KPROBES -> "execmem_kprobes";
          case EXEC -> "vmalloc_exec";
        };
    String reset = vmalloc.resetPerms() ? " reset " : " ";
    String placement = Operands.text(vmalloc.placement());
    return "A" + vmalloc.area() + " = " + name + " " + vmalloc.pages() + reset + placement;
  }

  /** The operations on an address; null for the others. */
  private String change(Operation operation) {
    if (operation instanceof Operation.SetMemory set) {
      String address = operands.text(set.address());
      return "set_memory_" + Tokens.name(set.permission()) + " " + address + " " + set.pages();
    }
    if (operation instanceof Operation.SetMemoryValid valid) {
      String address = operands.text(valid.address());
      return "set_memory_valid " + address + " " + valid.pages() + onOff(valid.valid());
    }
    if (operation instanceof Operation.SetMemory4k keep) {
      return "set_memory_4k " + operands.text(keep.address()) + " " + keep.pages();
    }
    if (operation instanceof Operation.SetDirectMap direct) {
      return setDirectMap(direct);
    }
    if (operation instanceof Operation.Split split) {
      String address = operands.text(split.address());
      return "split_kernel_leaf_mapping " + address + " " + Numbers.signedHex(split.bytes());
    }
    if (operation instanceof Operation.SetMemoryEncrypted change) {
      String name = change.encrypted() ? "set_memory_encrypted " : "set_memory_decrypted ";
      return name + operands.text(change.address()) + " " + change.pages();
    }
    if (operation instanceof Operation.KernelMapPages map) {
      String address = operands.text(map.address());
      return "kernel_map_pages " + address + " " + map.pages() + onOff(map.map());
    }
    if (operation instanceof Operation.FlushTlbKernelRange flush) {
      return "flush_tlb_kernel_range " + operands.text(flush.address()) + " " + flush.pages();
    }
    if (operation instanceof Client client) {
      return ClientText.print(client, operands);
    }
    if (operation instanceof Operation.Access access) {
      String address = operands.text(access.address());
      return "access cpu " + access.cpu() + " " + address + " " + letter(access.use());
    }
    return null;
  }

  private String setDirectMap(Operation.SetDirectMap direct) {
    String address = operands.text(direct.address());
    int pages = direct.pages();
    String count = pages == 1 ? "" : " " + pages;
    return switch (direct.state()) {
      case INVALID -> "set_direct_map_invalid_noflush " + address + count;
      case DEFAULT -> "set_direct_map_default_noflush " + address + count;
      case VALID_ON, VALID_OFF -> "set_direct_map_valid_noflush "
          + address
          + " "
          + pages
          + onOff(direct.state() == DirectMap.VALID_ON);
    };
  }

  private static String machineOperation(Operation operation) {
    if (operation instanceof Operation.AddMemory add) {
      return "add_memory" + range(add.pa(), add.bytes());
    }
    if (operation instanceof Operation.RemoveMemory remove) {
      return "offline_and_remove_memory" + range(remove.pa(), remove.bytes());
    }
    if (operation instanceof Operation.ArchRemoveMemory remove) {
      return "arch_remove_memory" + range(remove.pa(), remove.bytes());
    }
    if (operation instanceof Operation.MarkRodataRo) {
      return "mark_rodata_ro";
    }
    if (operation instanceof Operation.KfenceInit init) {
      return "kfence_init " + Operands.text(init.placement());
    }
    if (operation instanceof Operation.KfenceProtect protect) {
      return (protect.protect() ? "kfence_protect " : "kfence_unprotect ") + protect.page();
    }
    if (operation instanceof Operation.CpuUp up) {
      return up.bbml2() ? "cpu_up bbml2" : "cpu_up no-bbml2";
    }
    if (operation instanceof Operation.FinalizeCapabilities) {
      return "finalize_capabilities";
    }
    throw new AssertionError("no written form for " + operation);
  }

  private static String range(long pa, long bytes) {
    return " " + Numbers.hex(pa) + " " + Numbers.signedHex(bytes);
  }

  /** How a program writes what a CPU does. */
  static String letter(Use use) {
    return switch (use) {
      case READ -> "r";
      case WRITE -> "w";
      case FETCH -> "x";
    };
  }

  private static String onOff(boolean on) {
    return on ? " on" : " off";
  }
}
