package io.splitproof.impl.x86;

import io.splitproof.impl.linux.LinearMap;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.MappingStyle;
import io.splitproof.oracle.arch.X86Entry;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Rodata;

/**
 * The direct map. Where the kernel's text and read-only data lie, it loses write permission with
 * them; data keeps it.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/init_64.c}, mark_rodata_ro; {@code
 * arch/x86/include/asm/kfence.h}, arch_kfence_init_pool.
 */
final class X86LinearMap extends LinearMap {

  private final X86Kernel x86;

  X86LinearMap(X86Kernel kernel, MappingBuilder mappings) {
    super(kernel, mappings);
    this.x86 = kernel;
  }

  /** The pages of an early KFENCE pool are asked to stay pages. */
  @Override
  protected void mapBanks(MappingStyle style) {
    super.mapBanks(style);
    long pool = kernel.boot.kfencePoolPfn;
    if (pool >= 0) {
      int pages = (int) kernel.kfencePages();
      x86.changes().change(kernel.linearVa(pool), pages, X86Entry.KEEP_4K, 0, true);
    }
  }

  @Override
  protected void markTextAliasRo() {
    if (kernel.config.rodata() != Rodata.OFF) {
      KernelImage image = kernel.config.kernel();
      long start = kernel.config.linearVa(image.text());
      int pages = (int) (image.initBegin() - image.text() >>> kernel.geometry.pageShift());
      x86.changes().change(start, pages, 0, X86Entry.WRITABLE, false);
    }
  }

  @Override
  protected void markDataAliasRo() {}
}
