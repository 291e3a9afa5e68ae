package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;

/**
 * Passes on to the checks, while operations are under way, what concerns them alone, and remembers
 * a panic.
 */
abstract class Listening implements MachineEvents {

  final Watch watch;

  /** Whether operations are under way; what is announced otherwise is ignored. */
  boolean watching;

  private String panic = "";
  private int panickedLane;

  Listening(Watch watch) {
    this.watch = watch;
  }

  /** Why the kernel panicked, when it last did; empty if it never did. */
  final String panic() {
    return panic;
  }

  /** Which of two operations was running then. */
  final int panickedLane() {
    return panickedLane;
  }

  @Override
  public void panicked(String reason) {
    panic = reason;
    panickedLane = watch.lane();
  }

  @Override
  public void runningOn(int cpu) {
    if (watching) {
      watch.runningOn(cpu);
    }
  }

  @Override
  public void interrupted() {
    if (watching) {
      watch.interrupted();
    }
  }

  @Override
  public void resumed() {
    if (watching) {
      watch.resumed();
    }
  }

  @Override
  public void ended(Outcome outcome) {
    if (watching) {
      watch.ended(outcome);
    }
  }

  @Override
  public void cpuOnline(int cpu, boolean bbml2) {
    if (watching) {
      watch.cpuOnline(cpu, bbml2);
    }
  }

  @Override
  public void barrier(Barrier barrier) {
    if (watching) {
      watch.barrier(barrier);
    }
  }

  @Override
  public void allocating(boolean maySleep) {
    if (watching) {
      watch.allocating(maySleep);
    }
  }

  @Override
  public void split(SplitStep step) {
    if (watching) {
      watch.split(step);
    }
  }

  @Override
  public void merged(SplitStep step) {
    if (watching) {
      watch.merged(step);
    }
  }

  @Override
  public void locked(Lock lock) {
    if (watching) {
      watch.locked(lock);
    }
  }

  @Override
  public void unlocked(Lock lock) {
    if (watching) {
      watch.unlocked(lock);
    }
  }

  @Override
  public void entered(Context context) {
    if (watching) {
      watch.entered(context);
    }
  }

  @Override
  public void left(Context context) {
    if (watching) {
      watch.left(context);
    }
  }

  @Override
  public void hostTold(long start, long end, boolean shared) {
    if (watching) {
      watch.hostTold(start, end, shared);
    }
  }
}
