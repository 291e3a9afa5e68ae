package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.StateDigest;
import java.util.Arrays;

/** Which locks were taken while others were held, from the beginning of a program on. */
final class LockOrder {

  private static final Lock[] LOCKS = Lock.values();

  /** For each lock, one bit for each lock that was taken while it was held. */
  private final int[] takenUnder = new int[LOCKS.length];

  void clear() {
    Arrays.fill(takenUnder, 0);
  }

  /** {@code lock} is taken while {@code held} is held. */
  void add(Lock lock, Lock held) {
    takenUnder[held.ordinal()] |= bit(lock);
  }

  /** Whether {@code goal} has been taken under {@code lock}, directly or through others. */
  boolean leadsTo(Lock lock, Lock goal) {
    int reached = takenUnder[lock.ordinal()];
    for (int i = 0; i < LOCKS.length; i++) {
      for (Lock other : LOCKS) {
        reached |= (reached & bit(other)) != 0 ? takenUnder[other.ordinal()] : 0;
      }
    }
    return (reached & bit(goal)) != 0;
  }

  void digest(StateDigest digest) {
    for (int taken : takenUnder) {
      digest.add(taken);
    }
  }

  private static int bit(Lock lock) {
    return 1 << lock.ordinal();
  }
}
