package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.Outcome;
import java.util.function.IntSupplier;

/**
 * How two operations share time. Exactly one runs at any moment, and which one is settled by the
 * interleaving alone, so that a run can be repeated.
 */
abstract class Sharing {

  /** The kernel is dead: unwinds whatever was under way. */
  static final class Death extends RuntimeException {

    private static final long serialVersionUID = 1;

    Death() {
      super(null, null, false, false);
    }
  }

  final Kernel kernel;
  final Task[] tasks;
  private final IntSupplier[] operations;
  private final Outcome[] outcomes = new Outcome[2];

  Sharing(Kernel kernel, boolean interrupt, IntSupplier first, IntSupplier second) {
    this.kernel = kernel;
    this.tasks = new Task[] {new Task(false), new Task(interrupt)};
    this.operations = new IntSupplier[] {first, second};
  }

  /** Carries both operations out; how each ended. */
  final Outcome[] run(Interleaving interleaving) {
    Task alone = kernel.task();
    kernel.share(this, tasks[0]);
    try {
      runBoth(interleaving);
    } finally {
      kernel.share(null, alone);
    }
    for (int i = 0; i < 2; i++) {
      outcomes[i] = outcomes[i] == null ? new Outcome(0, tasks[i].warnings, true) : outcomes[i];
    }
    return outcomes;
  }

  abstract void runBoth(Interleaving interleaving);

  /**
   * The operation that runs made so many stores, {@link #undisturbed} of them at most; filling a
   * table that no walk reaches yet counts as one.
   */
  abstract void stored(int count);

  /** How many stores the operation that runs makes before the other can come, at least 1. */
  abstract int undisturbed();

  /**
   * The operation that runs wants a lock that is held: lets the holder go on until it is released.
   *
   * @return false if the lock will never be released
   */
  abstract boolean await(Lock lock);

  /** The operation that runs has released a lock. */
  abstract void released(Lock lock);

  /** Runs one of the operations to its end, unless the kernel dies. */
  final void carryOut(int which) {
    try {
      int status = operations[which].getAsInt();
      outcomes[which] = new Outcome(status, tasks[which].warnings, false);
      kernel.events().ended(outcomes[which]);
    } catch (Death death) {
      if (!kernel.isDead()) {
        throw death;
      }
    }
  }
}
