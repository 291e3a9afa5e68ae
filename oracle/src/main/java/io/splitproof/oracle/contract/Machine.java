package io.splitproof.oracle.contract;

import io.splitproof.oracle.arch.DescriptorMemory;
import java.util.List;

/** A booted machine under judgement. One thread at a time. */
public interface Machine {

  /** The machine's configuration. */
  MachineConfig config();

  /** Physical memory as a table walker sees it. */
  DescriptorMemory memory();

  /** Physical address of the kernel's root table, in bytes. */
  long rootTable();

  /**
   * One number for every entry of every table that a walk can come to, and where it is; from where
   * the machine itself keeps them, which {@link #memory} may only mirror. Not for a dead machine.
   */
  default long tablesDigest() {
    return TablesDigest.of(this);
  }

  /**
   * Whether it works ahead: {@link #upcoming} is of use when it {@link #isIdle}, and when what was
   * said there turns out wrong.
   */
  default boolean worksAhead() {
    return false;
  }

  /** Whether it knows of nothing to do. */
  default boolean isIdle() {
    return true;
  }

  /**
   * Says what it will probably be asked next, in that order, in place of what was said before. If
   * something else is asked, only time is lost.
   */
  default void upcoming(List<Upcoming> likely) {}

  /** Arms a plan for failing allocations; it replaces the one before. */
  void arm(FaultPlan plan);

  /**
   * Carries out one operation, announcing to its {@link MachineEvents} everything it does on the
   * way.
   *
   * @param operation what to do; any operand values are allowed
   * @return how it ended; once an outcome has died, the machine takes no more operations
   */
  Outcome apply(Operation operation);

  /**
   * Carries out two operations that are under way at the same time: {@code first} on CPU 0, and
   * {@code second} on CPU 1 or in an interrupt of CPU 0. A CPU that wants a lock the other holds
   * lets that one go on; the machine dies if neither can. What {@link Operation.Access} points to
   * is known when both begin.
   *
   * @param interleaving who makes how many stores before the other goes on
   * @return how each ended, in that order
   */
  Outcome[] apply(Operation first, Operation second, Interleaving interleaving);

  /** Puts the machine back to the moment after boot. Costs only what was touched since. */
  void reset();

  /** Adds to {@code digest} everything that what happens from now on may depend on. */
  void digest(StateDigest digest);
}
