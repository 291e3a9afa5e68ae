package io.splitproof.oracle.contract;

/**
 * Everything a program may ask of a machine. Names are the kernel's; counts are pages as the kernel
 * declares them, so they may be zero or negative when a client is allowed to be wrong.
 */
public sealed interface Operation {

  /**
   * Pages in the largest area. A bigger request fails with -ENOMEM, as one does that the kernel
   * has no memory for; it keeps what one step may cost within bounds.
   */
  int MAX_AREA_PAGES = 4096;

  /** What {@code set_memory_*} is asked for. */
  enum Permission {
    /** {@code set_memory_ro}. */
    RO,
    /** {@code set_memory_rw}. */
    RW,
    /** {@code set_memory_x}. */
    X,
    /** {@code set_memory_nx}. */
    NX,
    /** {@code set_memory_rox}: ro, then x if that succeeded. */
    ROX
  }

  /** How an area is mapped from the start. */
  enum AreaKind {
    /** {@code vmalloc}, and execmem's default and BPF types: writable, not executable. */
    VMALLOC,
    /** {@code vmalloc} with VM_ALLOW_HUGE_VMAP: blocks where alignment permits. */
    HUGE,
    /** execmem for kprobes: read-only and executable from the start, linear alias untouched. */
    KPROBES,
    /** mapped writable and executable from the start. */
    EXEC
  }

  /** {@code set_direct_map_*_noflush}. */
  enum DirectMap {
    /** To present-invalid. */
    INVALID,
    /** To valid and writable. */
    DEFAULT,
    /** {@code set_direct_map_valid_noflush(page, n, true)}. */
    VALID_ON,
    /** {@code set_direct_map_valid_noflush(page, n, false)}. */
    VALID_OFF
  }

  /** What a CPU does with an address. */
  enum Use {
    /** A load. */
    READ,
    /** A store. */
    WRITE,
    /** An instruction fetch. */
    FETCH
  }

  /** {@code vmalloc}: a new area number {@code area} of {@code pages} pages. */
  record Vmalloc(int area, int pages, AreaKind kind, boolean resetPerms, Placement placement)
      implements Operation {}

  /** {@code vmap}: area {@code area} over {@code pages} pages of a block. */
  record Vmap(int area, int pages, Placement placement) implements Operation {}

  /** {@code vfree}, or {@code vunmap} for an area made by {@code vmap}. */
  record Vfree(int area) implements Operation {}

  /** {@code vm_unmap_aliases}. */
  record VmUnmapAliases() implements Operation {}

  /** {@code alloc_pages}: block {@code block} of {@code pages} contiguous frames. */
  record AllocPages(int block, int pages, Placement placement) implements Operation {}

  /** {@code free_pages} of a block. */
  record FreePages(int block) implements Operation {}

  /** {@code set_memory_ro}, {@code _rw}, {@code _x}, {@code _nx}, {@code _rox}. */
  record SetMemory(Permission permission, Address address, int pages) implements Operation {}

  /** {@code set_memory_valid}; on x86-64 {@code set_memory_p} and {@code set_memory_np}. */
  record SetMemoryValid(Address address, int pages, boolean valid) implements Operation {}

  /**
   * {@code set_memory_4k}: from now on these pages stay pages, whatever becomes of those around
   * them. Nothing on arm64, which has no such call.
   */
  record SetMemory4k(Address address, int pages) implements Operation {}

  /** {@code set_direct_map_*_noflush}; {@code pages} counts only for the two VALID forms. */
  record SetDirectMap(DirectMap state, Address address, int pages) implements Operation {}

  /**
   * {@code split_kernel_leaf_mapping(start, start + bytes)}; on x86-64 the test interface that
   * splits the direct map, down to pages for all of the range.
   */
  record Split(Address address, long bytes) implements Operation {}

  /** {@code set_memory_encrypted} and {@code set_memory_decrypted}. */
  record SetMemoryEncrypted(Address address, int pages, boolean encrypted) implements Operation {}

  /** {@code add_memory} of {@code bytes} at {@code pa}. */
  record AddMemory(long pa, long bytes) implements Operation {}

  /** {@code offline_and_remove_memory}: the offline check, then the removal. */
  record RemoveMemory(long pa, long bytes) implements Operation {}

  /** {@code arch_remove_memory} alone, as if the offline check had agreed. */
  record ArchRemoveMemory(long pa, long bytes) implements Operation {}

  /** {@code mark_rodata_ro}. */
  record MarkRodataRo() implements Operation {}

  /**
   * KFENCE starts late: allocates its pool, calls {@code arch_kfence_init_pool} and protects the
   * guard pages. Nothing if there is a pool already or KFENCE is not built in.
   */
  record KfenceInit(Placement placement) implements Operation {}

  /** {@code kfence_protect_page} of page {@code page} of the pool, from atomic context. */
  record KfenceProtect(int page, boolean protect) implements Operation {}

  /** A secondary CPU comes online. */
  record CpuUp(boolean bbml2) implements Operation {}

  /** {@code setup_system_features}, the repaint if one is needed, then the text alias to RO. */
  record FinalizeCapabilities() implements Operation {}

  /** {@code flush_tlb_kernel_range}, which a {@code _noflush} call leaves to its caller. */
  record FlushTlbKernelRange(Address address, int pages) implements Operation {}

  /** debug_pagealloc's {@code __kernel_map_pages}, from atomic context. */
  record KernelMapPages(Address address, int pages, boolean map) implements Operation {}

  /**
   * CPU {@code cpu} uses an address at EL1, through its TLB: 0 if it may, -EFAULT if it faults.
   * Nothing if there is no such CPU.
   */
  record Access(int cpu, Address address, Use use) implements Operation {}

  /**
   * What one part of the kernel does with several of the other operations, for one purpose. Whoever
   * runs a program makes them one by one: no machine and no judge is ever handed this.
   */
  non-sealed interface Composite extends Operation {}
}
