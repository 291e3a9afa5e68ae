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
public class Boot {

  /** The kernel that boots. */
  protected final Kernel kernel;

  private final LinearMap linearMap;
  private final Repaint repaint;
  private final KfencePool kfence;

  /** Creates what brings up a kernel. */
  public Boot(Kernel kernel, LinearMap linearMap, Repaint repaint, KfencePool kfence) {
    this.kernel = kernel;
    this.linearMap = linearMap;
    this.repaint = repaint;
    this.kfence = kfence;
  }

  /** Boots up to the configured stage and makes that the state to return to. */
  final void run() {
    MachineConfig config = kernel.config;
    int shift = kernel.geometry.pageShift();
    for (Bank bank : config.banks()) {
      kernel.frames.addMemory(bank.start() >>> shift, bank.end() >>> shift);
    }
    reserveImage(config.kernel(), shift);
    linearMap.placeEarlyKfencePool();
    if (config.kfence() == Kfence.EARLY) {
      long pool = kernel.boot.kfencePoolPfn;
      kernel.frames.reserve(pool, pool + kernel.kfencePages());
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
    reserve();
    kernel.freeze();
  }

  /** Takes frames that no program is to get. */
  protected void reserve() {}

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
  final int cpuUp(boolean bbml2) {
    if (!isAdmitted(bbml2)) {
      return Outcome.EIO;
    }
    kernel.events().cpuOnline(kernel.boot.onlineCpus++, bbml2);
    kernel.boot.onlineBbml2 &= bbml2;
    return 0;
  }

  /** Whether a CPU with that feature, or without, may still come up. */
  protected boolean isAdmitted(boolean bbml2) {
    return bbml2 || !kernel.boot.finalized || !kernel.boot.systemBbml2;
  }

  /** All CPUs that are up agree on what they have; the linear map follows. */
  final void finalizeCapabilities() {
    if (kernel.boot.finalized) {
      return;
    }
    kernel.boot.finalized = true;
    kernel.boot.systemBbml2 = everyCpuHasBbml2();
    repaint.ifNeeded();
    if (!kernel.isDead()) {
      linearMap.markTextAliasRo();
    }
  }

  /** Whether all CPUs that came up so far have BBML2. */
  protected boolean everyCpuHasBbml2() {
    return kernel.boot.onlineBbml2;
  }

  final void markRodataRo() {
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
