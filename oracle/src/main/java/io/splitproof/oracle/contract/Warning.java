package io.splitproof.oracle.contract;

/** A WARN the kernel prints; each names one place in Linux 7.2. */
public enum Warning {
  /** pageattr.c update_range_prot: the split failed. */
  SPLIT_FAILED,
  /** pageattr.c change_memory_common: the address was not page-aligned. */
  UNALIGNED,
  /** pageattr.c page walk: a leaf larger than the range was met. */
  PARTIAL_LEAF,
  /** vmalloc.c vunmap: an entry that is neither none nor present was unmapped. */
  VUNMAP_GARBAGE,
  /** mmu.c split: the page allocator is not up yet. */
  SPLIT_BEFORE_ALLOCATOR,
  /** mmu.c split: a second CPU is online before capabilities are finalised. */
  SPLIT_BEFORE_FINALIZED,
  /** pageattr.c realm: the RMM state did not change, the pages are leaked. */
  REALM_PAGES_LEAKED,
  /** mmu.c hot-remove: something other than a leaf or a table was met. */
  HOTPLUG_GARBAGE,
  /** mmu.c: two leaves disagree in more than permissions (BUG in the kernel). */
  UNSAFE_ATTRIBUTE_CHANGE,
  /** x86 set_memory.c __cpa_process_fault: an address outside the direct map without an entry. */
  CPA_NO_ENTRY,
  /** x86 asm/kfence.h kfence_protect_page: the page is part of a large leaf, and stays as it is. */
  KFENCE_LARGE_LEAF;

  /** The bit this warning is in {@link Outcome#warnings()}. */
  public int bit() {
    return 1 << ordinal();
  }
}
