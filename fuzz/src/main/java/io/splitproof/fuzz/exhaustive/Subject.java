package io.splitproof.fuzz.exhaustive;

import io.splitproof.fuzz.run.CrashException;
import io.splitproof.fuzz.run.JudgedMachine;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import java.util.Set;
import java.util.function.Supplier;

/** One booted machine under its judge, moved from state to state. One thread at a time. */
final class Subject {

  private final Moves moves;
  private final Allocations allocations = new Allocations();
  private final Supplier<JudgedMachine> boot;
  private final StateDigest digest = new StateDigest();
  private JudgedMachine judged;
  private boolean died;

  Subject(Variant variant, MachineConfig machine, Set<CheckName> checks, Moves moves) {
    this.moves = moves;
    this.boot = () -> JudgedMachine.boot(variant, machine, checks, allocations);
    this.judged = boot.get();
  }

  /** What the judge had to say about the booted tables, or null. */
  Divergence boot() {
    return judged.boot().orElse(null);
  }

  /** Brings the machine into the state that {@code path} leads to, where nothing diverged. */
  void goTo(int[] path, int length) {
    judged.reset();
    for (int i = 0; i < length; i++) {
      if (isRefused(Moves.letter(path[i])) || make(path[i]) != null || died) {
        throw new AssertionError("a path went otherwise: " + moves.steps(path, i + 1));
      }
    }
  }

  /** Whether the step of the alphabet is about nothing now, or not what a good client would do. */
  boolean isRefused(int letter) {
    Operation operation = moves.step(Moves.plain(letter)).operation();
    return judged.judge().absence(operation) != null
        || judged.judge().objection(operation) != null;
  }

  /** Makes a move that is not refused; returns what the judge says, or null if all agrees. */
  Divergence make(int move) {
    Operation operation = moves.step(move).operation();
    allocations.clear();
    judged.machine().arm(Moves.plan(move));
    judged.judge().expect(operation);
    try {
      Outcome outcome = judged.apply(operation);
      died = outcome.died();
      return judged.judge().judge(outcome);
    } catch (CrashException crash) {
      judged = boot.get();
      return crash.divergence();
    }
  }

  /** Whether the kernel panicked in the last move. */
  boolean died() {
    return died;
  }

  /** What the last move allocated. */
  Allocations allocations() {
    return allocations;
  }

  /** Walks everything; returns what the judge says, or null if all agrees. */
  Divergence audit() {
    return judged.judge().audit().orElse(null);
  }

  /** The state now: machine and judge. Read it before it is asked for again. */
  StateDigest digest() {
    digest.clear();
    judged.machine().arm(FaultPlan.OFF);
    judged.machine().digest(digest);
    judged.judge().digest(digest);
    return digest;
  }
}
