package io.splitproof.fuzz.twins;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.contract.Upcoming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Keeps what a machine was asked since its last reset, and what it announced and answered. */
final class TapedMachine implements Machine {

  /**
   * A call.
   *
   * @param step index of the step it was made in
   * @param from where on the tape begins what came of it
   */
  record Asked(int step, Call call, int from) {}

  private final Machine machine;
  private final Tape tape;
  private final int booted;
  private final List<Asked> asked = new ArrayList<>();
  private int step;
  private boolean dead;

  /** Creates it of a machine that has just booted and announces to {@code tape}. */
  TapedMachine(Machine machine, Tape tape) {
    this.machine = machine;
    this.tape = tape;
    this.booted = tape.end();
  }

  Tape tape() {
    return tape;
  }

  List<Asked> asked() {
    return asked;
  }

  /** Whether it died or crashed since its reset. */
  boolean isDead() {
    return dead;
  }

  /** Where on the tape boot ends. */
  int booted() {
    return booted;
  }

  /** What is asked from now on is asked in step {@code index}. */
  void at(int index) {
    step = index;
  }

  private void ask(Call call) {
    asked.add(new Asked(step, call, tape.end()));
  }

  @Override
  public MachineConfig config() {
    return machine.config();
  }

  @Override
  public DescriptorMemory memory() {
    return machine.memory();
  }

  @Override
  public long rootTable() {
    return machine.rootTable();
  }

  @Override
  public long tablesDigest() {
    return machine.tablesDigest();
  }

  @Override
  public boolean worksAhead() {
    return machine.worksAhead();
  }

  @Override
  public boolean isIdle() {
    return machine.isIdle();
  }

  @Override
  public void upcoming(List<Upcoming> likely) {
    machine.upcoming(likely);
  }

  @Override
  public void arm(FaultPlan plan) {
    ask(Call.arm(plan));
    machine.arm(plan);
  }

  @Override
  public Outcome apply(Operation operation) {
    ask(Call.of(operation));
    return answered(() -> new Outcome[] {machine.apply(operation)})[0];
  }

  @Override
  public Outcome[] apply(Operation first, Operation second, Interleaving interleaving) {
    ask(new Call(null, first, second, interleaving));
    return answered(() -> machine.apply(first, second, interleaving));
  }

  private Outcome[] answered(Supplier<Outcome[]> call) {
    try {
      Outcome[] outcomes = call.get();
      for (Outcome outcome : outcomes) {
        tape.ended(outcome);
        dead |= outcome.died();
      }
      return outcomes;
    } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
      tape.threw();
      dead = true;
      throw thrown;
    }
  }

  @Override
  public void reset() {
    machine.reset();
    tape.rewind(booted);
    asked.clear();
    dead = false;
  }

  @Override
  public void digest(StateDigest digest) {
    machine.digest(digest);
  }
}
