package io.splitproof.bench;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.JudgedMachine;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one operation under every check, averaged over {@value #MEASURED}, after a history of
 * about 100 or 10,000 operations on the same machine: the two must not differ. Every invocation
 * has another program, so that the operations at both places are of the same kinds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class HistoryBenchmark {

  private static final int MEASURED = 100;
  private static final int PROGRAMS = 64;

  /** Operations carried out before those that are measured. */
  @Param({"100", "10000"})
  public int history;

  private final List<List<Operation>> programs = new ArrayList<>();
  private JudgedMachine subject;
  private List<Operation> program;
  private int turn;

  /** Boots the machine and makes programs of what well-behaved clients do, one call each. */
  @Setup
  public void boot() {
    subject =
        JudgedMachine.boot(
            Variants.byDefault(), Machines.standard(), Checks.ALL, MachineEvents.NONE);
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(1), Clients.WELL_BEHAVED);
    for (int i = 0; i < PROGRAMS; i++) {
      List<Operation> admitted = new ArrayList<>();
      subject.reset();
      while (admitted.size() < history + MEASURED) {
        for (Step step : generator.next(Machines.standard(), MEASURED).steps()) {
          if (isAdmitted(step.operation()) && admitted.size() < history + MEASURED) {
            carryOut(step.operation());
            admitted.add(step.operation());
          }
        }
      }
      programs.add(admitted);
    }
  }

  private boolean isAdmitted(Operation operation) {
    return !(operation instanceof Operation.Composite)
        && subject.judge().absence(operation) == null
        && subject.judge().objection(operation) == null;
  }

  private void carryOut(Operation operation) {
    subject.judge().expect(operation);
    Divergence divergence = subject.judge().judge(subject.machine().apply(operation));
    if (divergence != null) {
      throw new AssertionError(divergence.describe());
    }
  }

  /** Brings the machine to where measuring begins. */
  @Setup(Level.Invocation)
  public void live() {
    program = programs.get(turn++ % PROGRAMS);
    subject.reset();
    for (Operation operation : program.subList(0, history)) {
      carryOut(operation);
    }
  }

  /** What comes after that history. */
  @Benchmark
  @OperationsPerInvocation(MEASURED)
  public void judged() {
    for (Operation operation : program.subList(history, history + MEASURED)) {
      carryOut(operation);
    }
  }
}
