package io.splitproof.fuzz.client;

/**
 * What a kernel does with a page for kprobes once execmem has mapped it read-only and executable.
 *
 * <p>Source: arm64 {@code kernel/probes/kprobes.c}, alloc_insn_page, over the versions of the
 * series (seeds 001, 002) and after.
 */
public enum KprobeHabit {
  /** Nothing: the linear alias stays writable. Up to v7. */
  LEFT,
  /** {@code set_memory_rox}, whatever comes of it. v8. */
  PROTECTED,
  /** {@code set_memory_rox}, and the page goes back if that fails. Linux 7.2. */
  PROTECTED_OR_FREED
}
