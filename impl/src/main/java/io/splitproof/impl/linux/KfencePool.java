package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;

/**
 * The KFENCE pool: pages that are protected and unprotected one at a time from atomic context.
 *
 * <p>Source: Linux 7.2 {@code mm/kfence/core.c}, kfence_init_pool; {@code arch/arm64/mm/mmu.c},
 * arch_kfence_init_pool.
 */
public class KfencePool {

  /** The kernel whose pool this is. */
  protected final Kernel kernel;

  /** Changes the pages of the pool. */
  protected final PageAttributes attributes;

  private final Frames frames;
  private final RangeToPages toPages;

  /** Creates what starts and serves the pool. */
  public KfencePool(Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
    this.kernel = kernel;
    this.frames = frames;
    this.toPages = toPages;
    this.attributes = attributes;
  }

  /** kfence_init_late(): nothing if there is a pool, or KFENCE is not for later. */
  final int initLate(Placement placement) {
    if (kernel.config.kfence() != Kfence.LATE || kernel.boot.kfencePoolPfn >= 0) {
      return 0;
    }
    long pages = kernel.kfencePages();
    long first = firstFrame(placement, pages);
    if (first < 0) {
      return Outcome.ENOMEM;
    }
    long start = kernel.linearVa(first);
    kernel.boot.kfencePoolPfn = first;
    int result = mapAsPages(start, start + (pages << kernel.geometry.pageShift()));
    if (result != 0) {
      forgetPool();
      frames.giveBackContiguous(first, pages);
      return result;
    }
    kernel.events().kfencePool(first, pages);
    protectGuards();
    return 0;
  }

  /** There is no pool after all. */
  protected void forgetPool() {
    kernel.boot.kfencePoolPfn = -1;
  }

  private long firstFrame(Placement placement, long pages) {
    if (placement instanceof Placement.Exact exact) {
      return exact.pfns()[0];
    }
    long near = placement instanceof Placement.Near wish ? wish.pfn() : 0;
    return frames.takeContiguous(near, pages, pages);
  }

  /** arch_kfence_init_pool(): from now on no page of the pool needs a split. */
  protected int mapAsPages(long start, long end) {
    if (kernel.forcePteMapping()) {
      return 0;
    }
    kernel.lock(Lock.SPLIT);
    int result = toPages.split(start, end, true);
    kernel.unlock(Lock.SPLIT);
    return result;
  }

  /** Protects the first page and every odd one: the guard pages between objects. */
  protected void protectGuards() {
    long start = kernel.linearVa(kernel.boot.kfencePoolPfn);
    for (int page = 0; page < kernel.kfencePages(); page = page == 0 ? 1 : page + 2) {
      long va = start + ((long) page << kernel.geometry.pageShift());
      flip(va, false);
    }
  }

  /** Makes one page of the pool valid, or invalid. */
  protected void flip(long va, boolean valid) {
    attributes.setMemoryValid(va, 1, valid);
  }

  /**
   * kfence_protect_page() or its opposite, from atomic context; nothing if there is no such page,
   * and no one looks at the result.
   */
  final void protect(int page, boolean protect) {
    if (kernel.boot.kfencePoolPfn < 0 || page < 0 || page >= kernel.kfencePages()) {
      return;
    }
    kernel.enter(Context.ATOMIC);
    long va = kernel.linearVa(kernel.boot.kfencePoolPfn + page);
    flip(va, !protect);
    kernel.leave(Context.ATOMIC);
  }
}
