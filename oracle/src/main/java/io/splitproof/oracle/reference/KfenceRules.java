package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * KFENCE gets its pool late.
 *
 * <p>Source: Linux 7.2 {@code mm/kfence/core.c}, kfence_init_pool.
 */
final class KfenceRules {

  private final World world;
  private final Expectation expected;

  KfenceRules(World world, Expectation expected) {
    this.world = world;
    this.expected = expected;
  }

  /** Whether page {@code page} of the pool is a guard page: the first, and every odd one. */
  static boolean isGuard(int page) {
    return page == 0 || page % 2 == 1;
  }

  void initialise() {
    if (world.objects().hasKfence() || world.config().kfence() != Kfence.LATE) {
      expected.allow(0, 0, Effect.NONE);
      return;
    }
    expected.announces();
    expected.allow(0, 0, Effect.ALL);
    expected.allowOnFailure(Outcome.ENOMEM, 0, Effect.NONE);
    expected.allowOnFailure(Outcome.EBUSY, 0, Effect.NONE);
  }

  /**
   * The pool is at {@code pfn}: its guard pages will be invalid, with debug_pagealloc the rest
   * valid.
   */
  void placed(long pfn) {
    long vpn = world.pages().linearVpn(pfn);
    if (world.geometry().isX86()) {
      world.keepPages(vpn, world.geometry().kfencePages());
    }
    for (int page = 0; page < world.geometry().kfencePages(); page++) {
      if (isGuard(page)) {
        expected.change(vpn + page, 1, world.validBits(), 0, 0);
      } else if (world.config().debugPagealloc()) {
        expected.change(vpn + page, 1, 0, world.validBits(), 0);
      }
    }
  }
}
