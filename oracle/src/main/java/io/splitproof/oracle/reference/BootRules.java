package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * The steps of boot: CPUs come up, capabilities are finalised, the image's linear alias becomes
 * read-only, KFENCE gets its pool.
 *
 * <p>Kernels differ in which part of the image's alias they make read-only or invalid; what
 * all do is required, what some do is allowed.
 */
final class BootRules {

  private final World world;
  private final Expectation expected;
  private final int shift;

  BootRules(World world, Expectation expected) {
    this.world = world;
    this.expected = expected;
    this.shift = world.geometry().pageShift();
  }

  /** Every page as a machine has it right after boot, where that does not depend on the kernel. */
  void initialPages() {
    MachineConfig config = world.config();
    for (MachineConfig.Bank bank : config.banks()) {
      long vpn = world.pages().linearVpn(bank.start() >>> shift);
      world.pages().assign(vpn, bank.bytes() >>> shift, world.linearDefault());
    }
    if (config.kfence() == Kfence.EARLY) {
      long end = config.banks().get(config.banks().size() - 1).end() >>> shift;
      int pages = world.geometry().kfencePages();
      placePool(end - pages, pages);
    }
  }

  private void placePool(long pfn, int pages) {
    world.objects().putKfence(pfn, pages);
    world.frames().give(pfn, pages, Frames.KFENCE);
    if (world.geometry().isX86()) {
      world.keepPages(world.pages().linearVpn(pfn), pages);
    }
    if (world.config().stage() == Stage.BOOTED) {
      for (int page = 0; page < pages; page++) {
        int clear = KfenceRules.isGuard(page) ? world.validBits() : 0;
        world.pages().change(world.pages().linearVpn(pfn) + page, 1, clear, 0);
      }
    }
  }

  /** What boot may have done besides, kernel by kernel. */
  void bootAliases() {
    boolean booted = world.config().stage() == Stage.BOOTED;
    int normal = world.normalReadWrite();
    KernelImage image = world.config().kernel();
    alias(image.stext(), image.initBegin(), normal, Expectation.EITHER);
    if (booted) {
      textAliasReadOnly();
      dataAliasProtected();
    }
  }

  /** debug_pagealloc: frames that nobody owns are not mapped. */
  void unmapFreeMemory() {
    for (MachineConfig.Bank bank : world.config().banks()) {
      long end = bank.end() >>> shift;
      for (long pfn = bank.start() >>> shift; pfn < end; ) {
        long next = Math.min(end, world.frames().ownerEnd(pfn));
        if (world.frames().owner(pfn) == Frames.FREE) {
          world.pages().change(world.pages().linearVpn(pfn), next - pfn, world.validBits(), 0);
        }
        pfn = next;
      }
    }
  }

  void cpuUp(CpuUp op) {
    boolean admitted = world.boot().admits(op.bbml2());
    expected.allow(admitted ? 0 : Outcome.EIO, 0, Effect.NONE);
    if (admitted) {
      expected.onSuccess(() -> world.boot().cpuUp(op.bbml2()));
    }
  }

  /** A repaint changes no page; without tables for it the kernel panics. */
  void finalizeCapabilities() {
    expected.allow(0, 0, Effect.ALL);
    if (world.boot().finalized()) {
      return;
    }
    if (world.boot().finalizingRepaints()) {
      expected.allowPanic();
    }
    textAliasReadOnly();
    expected.onSuccess(world.boot()::finalizeCapabilities);
  }

  void markRodataRo() {
    expected.allow(0, 0, Effect.ALL);
    if (world.boot().finalized() && !world.boot().rodataMarked()) {
      dataAliasProtected();
      expected.onSuccess(world.boot()::markRodata);
    }
  }

  private void textAliasReadOnly() {
    KernelImage image = world.config().kernel();
    if (world.config().rodata() != Rodata.OFF) {
      int state = world.normalReadOnly();
      alias(image.text(), image.stext(), state, Expectation.EITHER);
      alias(image.stext(), image.initBegin(), state, 0);
    }
  }

  private void dataAliasProtected() {
    KernelImage image = world.config().kernel();
    if (world.config().rodata() != Rodata.OFF) {
      if (world.design().hidesData()) {
        change(image.initEnd(), image.bssStop(), world.validBits(), 0, Expectation.EITHER);
      } else {
        alias(image.initEnd(), image.bssStop(), world.normalReadOnly(), Expectation.EITHER);
      }
    }
  }

  private void alias(long start, long end, int state, int flags) {
    change(start, end, 0, state, Expectation.ASSIGN | flags);
  }

  private void change(long start, long end, int clear, int set, int flags) {
    long first = start >>> shift;
    long pages = (end + world.geometry().pageBytes() - 1 >>> shift) - first;
    expected.change(world.pages().linearVpn(first), pages, clear, set, flags);
  }
}
