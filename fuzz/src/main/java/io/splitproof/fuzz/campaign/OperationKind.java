package io.splitproof.fuzz.campaign;

import io.splitproof.oracle.contract.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations as small numbers; clients have none, as their calls do. */
final class OperationKind {

  /** What is alike enough to share a number where numbers are scarce. */
  private static final List<List<Class<? extends Operation>>> GROUPS =
      List.of(
          List.of(Operation.SetMemory.class),
          List.of(
              Operation.SetMemoryValid.class,
              Operation.SetDirectMap.class,
              Operation.FlushTlbKernelRange.class),
          List.of(Operation.Vmalloc.class, Operation.Vmap.class, Operation.AllocPages.class),
          List.of(
              Operation.Vfree.class, Operation.FreePages.class, Operation.VmUnmapAliases.class),
          List.of(
              Operation.Split.class,
              Operation.SetMemoryEncrypted.class,
              Operation.SetMemory4k.class),
          List.of(
              Operation.AddMemory.class,
              Operation.RemoveMemory.class,
              Operation.ArchRemoveMemory.class),
          List.of(
              Operation.KfenceInit.class,
              Operation.KfenceProtect.class,
              Operation.KernelMapPages.class),
          List.of(
              Operation.MarkRodataRo.class,
              Operation.CpuUp.class,
              Operation.FinalizeCapabilities.class,
              Operation.Access.class));

  /** What people call them, in the same order. */
  private static final List<String> NAMES =
      List.of(
          "set_memory_ro/rw/x/nx/rox",
          "set_memory_valid",
          "set_direct_map_*_noflush",
          "flush_tlb_kernel_range",
          "vmalloc",
          "vmap",
          "alloc_pages",
          "vfree",
          "free_pages",
          "vm_unmap_aliases",
          "split_kernel_leaf_mapping",
          "set_memory_encrypted/decrypted",
          "set_memory_4k",
          "add_memory",
          "offline_and_remove_memory",
          "arch_remove_memory",
          "kfence_init",
          "kfence_protect/unprotect",
          "kernel_map_pages",
          "mark_rodata_ro",
          "cpu_up",
          "finalize_capabilities",
          "access");

  private static final Map<Class<? extends Operation>, Integer> NUMBERS = numbers();

  /** How many kinds there are. */
  static final int COUNT = NUMBERS.size();

  private static final int[] GROUP_OF = groups();

  private OperationKind() {}

  /** The number of {@code operation}'s kind, from 0. */
  static int of(Operation operation) {
    return NUMBERS.get(operation.getClass());
  }

  /** What people call kind {@code kind}. */
  static String name(int kind) {
    return NAMES.get(kind);
  }

  /** The group of kind {@code kind}: 0 to 7. */
  static int group(int kind) {
    return GROUP_OF[kind];
  }

  private static Map<Class<? extends Operation>, Integer> numbers() {
    Map<Class<? extends Operation>, Integer> numbers = new HashMap<>();
    for (List<Class<? extends Operation>> group : GROUPS) {
      for (Class<? extends Operation> kind : group) {
        numbers.put(kind, numbers.size());
      }
    }
    return Map.copyOf(numbers);
  }

  private static int[] groups() {
    int[] groups = new int[COUNT];
    for (int group = 0; group < GROUPS.size(); group++) {
      for (Class<? extends Operation> kind : GROUPS.get(group)) {
        groups[NUMBERS.get(kind)] = group;
      }
    }
    return groups;
  }
}
