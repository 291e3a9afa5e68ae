package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.MachineEvents.Lock;
import java.util.Arrays;

/** Who holds which lock. */
final class Locks {

  private final Kernel kernel;
  private final Task[] holders = new Task[Lock.values().length];

  Locks(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Every lock is free. */
  void reset() {
    Arrays.fill(holders, null);
  }

  /** Takes a lock once it is free; the kernel is dead if that will never be. */
  void take(Lock lock, Sharing sharing) {
    while (holders[lock.ordinal()] != null) {
      if (sharing == null || !sharing.await(lock)) {
        kernel.panic("deadlock: " + lock + " is held and will never be released");
        break;
      }
    }
    holders[lock.ordinal()] = kernel.task();
    kernel.events().locked(lock);
  }

  /** Releases a lock; whoever waits for it goes on. */
  void release(Lock lock, Sharing sharing) {
    holders[lock.ordinal()] = null;
    kernel.events().unlocked(lock);
    if (sharing != null) {
      sharing.released(lock);
    }
  }
}
