package io.splitproof.impl.x86;

import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.MappingBuilder;

/**
 * Maps memory at boot and at hot-add. New tables are reached through the early direct map, never
 * through a fixmap slot; any change of an entry is allowed.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/init_64.c}, phys_pud_init.
 */
final class X86Mappings extends MappingBuilder {

  X86Mappings(Kernel kernel) {
    super(kernel);
  }

  @Override
  protected void open(long table, int level) {}

  @Override
  protected void close(int level) {}

  @Override
  protected boolean isSafe(long old, long entry) {
    return true;
  }
}
