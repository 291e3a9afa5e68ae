package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;

/**
 * Makes the linear map at boot, and makes the kernel image's alias in it read-only later.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, map_mem, mark_linear_text_alias_ro,
 * mark_rodata_ro.
 */
public class LinearMap {

  /** The kernel whose memory this maps. */
  protected final Kernel kernel;

  /** Writes the entries. */
  protected final MappingBuilder mappings;

  /** Creates what maps memory at boot. */
  public LinearMap(Kernel kernel, MappingBuilder mappings) {
    this.kernel = kernel;
    this.mappings = mappings;
  }

  /** Maps all memory. The KFENCE pool, if it is there already, gets pages first. */
  final void mapMemory() {
    if (kernel.boot.kfencePoolPfn >= 0) {
      int shift = kernel.geometry.pageShift();
      mappings.map(
          kernel.boot.kfencePoolPfn << shift,
          kernel.kfencePages() << shift,
          kernel.protection.linear,
          poolStyle());
    }
    boolean force = kernel.forcePteMapping();
    kernel.boot.linearMapRequiresBbml2 = !force && kernel.canSetDirectMap();
    mapBanks(new MappingStyle(!force, !force, true, true));
  }

  /** How an early KFENCE pool is mapped: in pages, which never need a split. */
  protected MappingStyle poolStyle() {
    return new MappingStyle(false, false, true, true);
  }

  /** The image first, so that its ends fall between leaves; then every bank. */
  protected void mapBanks(MappingStyle style) {
    KernelImage image = kernel.config.kernel();
    long protection = kernel.protection.linear;
    mappings.map(image.text(), image.initBegin() - image.text(), protection, style);
    mappings.map(image.initEnd(), image.bssStop() - image.initEnd(), protection, style);
    for (Bank bank : kernel.config.banks()) {
      mappings.map(bank.start(), bank.bytes(), protection, style);
    }
  }

  /** The alias of text and read-only data loses write permission. */
  protected void markTextAliasRo() {
    KernelImage image = kernel.config.kernel();
    updateProtection(image.text(), image.initBegin());
  }

  /** The alias of data and bss loses write permission. */
  protected void markDataAliasRo() {
    KernelImage image = kernel.config.kernel();
    updateProtection(image.initEnd(), image.bssStop());
  }

  /** Makes [{@code start}, {@code end}), physical, read-only normal memory. */
  final void updateProtection(long start, long end) {
    if (kernel.config.rodata() == Rodata.OFF) {
      return;
    }
    long page = kernel.geometry.pageBytes();
    long to = Geometry.alignUp(end, page);
    mappings.map(start, to - start, kernel.protection.kernelRo, MappingStyle.UPDATE);
    long va = kernel.config.linearVa(start);
    kernel.flushRange(va, va + (to - start));
  }

  /** Takes the early KFENCE pool from the top of memory, before anything is mapped. */
  final void placeEarlyKfencePool() {
    if (kernel.config.kfence() == Kfence.EARLY) {
      long last = kernel.config.banks().get(kernel.config.banks().size() - 1).end();
      long first = (last >>> kernel.geometry.pageShift()) - kernel.kfencePages();
      kernel.boot.kfencePoolPfn = first;
    }
  }
}
