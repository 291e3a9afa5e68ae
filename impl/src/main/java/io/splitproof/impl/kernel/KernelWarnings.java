package io.splitproof.impl.kernel;

import io.splitproof.oracle.contract.Warning;

/**
 * Which of the known warnings a WARN is, by the function it is in and what it says: lines move
 * between versions, these hardly do.
 */
final class KernelWarnings {

  private KernelWarnings() {}

  /** The warning; null if it is none that is known. */
  static Warning named(String function, String condition) {
    return switch (function) {
      case "update_range_prot" -> Warning.SPLIT_FAILED;
      case "change_memory_common" -> Warning.UNALIGNED;
      case "pageattr_pud_entry", "pageattr_pmd_entry" -> Warning.PARTIAL_LEAF;
      case "vunmap_pte_range" ->
          condition.contains("pte_present") ? Warning.VUNMAP_GARBAGE : null;
      case "split_kernel_leaf_mapping" ->
          condition.contains("page_alloc_available")
              ? Warning.SPLIT_BEFORE_ALLOCATOR
              : Warning.SPLIT_BEFORE_FINALIZED;
      case "realm_set_memory_encrypted", "realm_set_memory_decrypted" ->
          Warning.REALM_PAGES_LEAKED;
      case "unmap_hotplug_pte_range", "unmap_hotplug_pmd_range", "unmap_hotplug_pud_range" ->
          Warning.HOTPLUG_GARBAGE;
      default -> null;
    };
  }
}
