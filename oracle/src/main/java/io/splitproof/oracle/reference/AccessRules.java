package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.Use;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * What a CPU may do with an address at EL1: read a page that is valid, write one that is writable
 * too, fetch instructions from one that is executable too. Where there is no page it faults.
 *
 * <p>Source: Arm ARM D8.4 (direct permissions at EL1, without EL0 and PAN).
 */
final class AccessRules {

  private final World world;
  private final Expectation expected;

  AccessRules(World world, Expectation expected) {
    this.world = world;
    this.expected = expected;
  }

  /** One use of {@code va}, by a CPU that is online; nothing by another. */
  void access(Access op, long va) {
    boolean permitted = !isOnline(world, op.cpu()) || permits(stateAt(va), op.use());
    expected.allow(permitted ? 0 : Outcome.EFAULT, 0, Effect.NONE);
  }

  /** Whether CPU number {@code cpu} is up. */
  static boolean isOnline(World world, int cpu) {
    return cpu >= 0 && cpu < world.boot().online();
  }

  private int stateAt(long va) {
    PageMap pages = world.pages();
    boolean inside = va >= world.geometry().linearStart() && va < world.geometry().vmallocEnd();
    return inside ? pages.get(pages.vpn(va)) : PageState.HOLE;
  }

  /** Whether a page in {@code state} permits the use. */
  static boolean permits(int state, Use use) {
    int needed =
        switch (use) {
          case READ -> PageState.VALID;
          case WRITE -> PageState.VALID | PageState.WRITABLE;
          case FETCH -> PageState.VALID | PageState.EXECUTABLE;
        };
    return (state & needed) == needed;
  }
}
