package io.splitproof.fuzz.program;

/** Operations as programs in bytes number them: the number is the position here. */
enum Opcode {
  VMALLOC,
  VMAP,
  VFREE,
  VM_UNMAP_ALIASES,
  ALLOC_PAGES,
  FREE_PAGES,
  SET_MEMORY,
  SET_MEMORY_VALID,
  SET_DIRECT_MAP,
  SPLIT,
  SET_MEMORY_ENCRYPTED,
  ADD_MEMORY,
  REMOVE_MEMORY,
  ARCH_REMOVE_MEMORY,
  MARK_RODATA_RO,
  KFENCE_INIT,
  KFENCE_PROTECT,
  CPU_UP,
  FINALIZE_CAPABILITIES,
  KERNEL_MAP_PAGES,
  ACCESS
}
