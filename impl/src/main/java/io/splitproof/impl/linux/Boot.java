package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.Outcome;

/**
 * Brings a machine up, in the kernel's order: linear map, page allocator, other CPUs, capabilities,
 * repaint, read-only aliases, KFENCE.
 */
final class Boot {

  private final Kernel kernel;
  private final LinearMap linearMap;
  private final Repaint repaint;
  private final KfencePool kfence;

  Boot(Kernel kernel, LinearMap linearMap, Repaint repaint, KfencePool kfence) {
    this.kernel = kernel;
    this.linearMap = linearMap;
    this.repaint = repaint;
    this.kfence = kfence;
  }

  /** Boots up to the configured stage and makes that the state to return to. */
  void run() {
    MachineConfig config = kernel.config;
    int shift = kernel.geometry.pageShift();
    for (Bank bank : config.banks()) {
      kernel.frames.addMemory(bank.start() >>> shift, bank.end() >>> shift);
    }
    reserveImage(config.kernel(), shift);
    linearMap.placeEarlyKfencePool();
    if (config.kfence() == Kfence.EARLY) {
      long pool = kernel.boot.kfencePoolPfn;
      kernel.frames.reserve(pool, pool + Kernel.KFENCE_POOL_PAGES);
    }
    kernel.root = kernel.frames.takeTable() << shift;
    linearMap.mapMemory();
    kernel.boot.memoryManaged = true;
    kernel.boot.onlineCpus = 1;
    kernel.boot.onlineBbml2 = config.bbml2() != Bbml2.NONE;
    if (config.stage() == MachineConfig.Stage.BOOTED) {
      finish();
    }
    unmapFreeMemory(shift);
    kernel.boot.freeze();
    kernel.frames.freeze();
    kernel.memory.freeze();
  }

  private void reserveImage(KernelImage image, int shift) {
    long page = kernel.geometry.pageBytes();
    kernel.frames.reserve(image.text() >>> shift, image.bssStop() + page - 1 >>> shift);
  }

  private void finish() {
    MachineConfig config = kernel.config;
    for (int cpu = 1; cpu < config.cpus(); cpu++) {
      cpuUp(config.bbml2() == Bbml2.ALL);
    }
    finalizeCapabilities();
    markRodataRo();
    if (kernel.boot.kfencePoolPfn >= 0) {
      kfence.protectGuards();
    }
  }

  /** A secondary CPU comes up; too late for one that lacks what the system relies on. */
  int cpuUp(boolean bbml2) {
    if (kernel.boot.finalized && kernel.boot.systemBbml2 && !bbml2) {
      return Outcome.EIO;
    }
    kernel.boot.onlineCpus++;
    kernel.boot.onlineBbml2 &= bbml2;
    return 0;
  }

  /** All CPUs that are up agree on what they have; the linear map follows. */
  void finalizeCapabilities() {
    if (kernel.boot.finalized) {
      return;
    }
    kernel.boot.finalized = true;
    kernel.boot.systemBbml2 = kernel.boot.onlineBbml2;
    repaint.ifNeeded();
    if (!kernel.isDead()) {
      linearMap.markTextAliasRo();
    }
  }

  void markRodataRo() {
    if (kernel.boot.finalized && !kernel.boot.rodataMarked) {
      kernel.boot.rodataMarked = true;
      linearMap.markDataAliasRo();
    }
  }

  /** With debug_pagealloc, memory that nobody owns is not mapped. */
  private void unmapFreeMemory(int shift) {
    if (!kernel.config.debugPagealloc()) {
      return;
    }
    for (Bank bank : kernel.config.banks()) {
      long end = bank.end() >>> shift;
      for (long pfn = bank.start() >>> shift; pfn < end; ) {
        long next = kernel.frames.nextChange(pfn, end);
        if (kernel.frames.isFree(pfn)) {
          kernel.freePages.unmap(pfn, next - pfn);
        }
        pfn = next;
      }
    }
  }
}
