package io.splitproof.impl.x86;

import io.splitproof.impl.linux.Hotplug;
import io.splitproof.impl.linux.MappingBuilder;

/**
 * Memory comes and goes behind the back of whoever merges leaves, who is told.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/init_64.c}, arch_add_memory, remove_pagetable. Differs:
 * what would cut a leaf is refused.
 */
final class X86Hotplug extends Hotplug {

  private final X86Kernel x86;

  X86Hotplug(X86Kernel kernel, MappingBuilder mappings) {
    super(kernel, mappings);
    this.x86 = kernel;
  }

  @Override
  protected void takeAway(long pa, long bytes) {
    forget(pa, bytes);
    super.takeAway(pa, bytes);
  }

  @Override
  protected void undo(long pa, long bytes) {
    forget(pa, bytes);
    super.undo(pa, bytes);
  }

  private void forget(long pa, long bytes) {
    long start = kernel.config.linearVa(pa);
    x86.merger().forget(start, start + bytes);
  }
}
