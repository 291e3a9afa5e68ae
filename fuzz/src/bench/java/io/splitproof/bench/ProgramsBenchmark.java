package io.splitproof.bench;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Upcoming;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Programs per second: 1,000 programs of 32 operations by well-behaved clients, one after the
 * other; the judged alone, under the three checks that compare what an operation leaves behind, and
 * under every check; on 4 GiB and on 1 TiB of memory. Multiply by 32 for operations per second.
 * {@code alone} divided by {@code judged} is what judging costs. {@link KernelProgramsBenchmark}
 * does the same with the kernel of a tree; the pattern {@code Programs} measures both in one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ProgramsBenchmark {

  private static final int PROGRAMS = 1000;
  private static final int OPERATIONS = 32;

  /** Memory of the machine. */
  @Param({"4G", "1T"})
  public String ram;

  private final List<Program> programs = new ArrayList<>();
  private Machine alone;
  private Runner three;
  private Runner judged;

  /** What is judged. */
  Variant variant() {
    return Variants.byDefault();
  }

  /** Makes the programs and boots the machines. */
  @Setup
  public void boot() {
    Variant variant = variant();
    three =
        new Runner(
            variant, Checks.parse("result,permission,mapping"), MachineEvents.NONE, false);
    judged = new Runner(variant, Checks.ALL, MachineEvents.NONE, false);
    MachineConfig config = MachineText.parse("ram 0x40000000+" + ram, Machines.standard());
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(1), Clients.WELL_BEHAVED);
    for (int i = 0; i < PROGRAMS; i++) {
      List<Step> steps = new ArrayList<>();
      for (Step step : generator.next(Machines.standard(), 2 * OPERATIONS).steps()) {
        steps.add(new Step(step.plan(), null, step.operation()));
      }
      programs.add(admitted(new Program(config, Clients.WELL_BEHAVED, steps)));
    }
    alone = variant.boot(config, MachineEvents.NONE);
  }

  /**
   * The first operations of {@code program} that well-behaved clients really make; of the kernel's
   * clients, their calls.
   */
  private Program admitted(Program program) {
    List<Step> steps = new ArrayList<>();
    judged.run(
        program,
        new RunListener() {
          private FaultPlan plan;

          @Override
          public void starting(int index, Step step) {
            plan = step.plan();
            if (!(step.operation() instanceof Operation.Composite)) {
              steps.add(step);
            }
          }

          @Override
          public void calling(int index, Step call) {
            steps.add(call.withPlan(plan));
            plan = null;
          }
        });
    return program.withSteps(steps.subList(0, Math.min(OPERATIONS, steps.size())));
  }

  /** The judged alone. */
  @Benchmark
  @OperationsPerInvocation(PROGRAMS)
  public void alone(Blackhole sink) {
    for (Program program : programs) {
      alone.reset();
      if (alone.worksAhead()) {
        alone.upcoming(upcoming(program));
      }
      for (Step step : program.steps()) {
        if (step.plan() != null) {
          alone.arm(step.plan());
        }
        Outcome outcome = alone.apply(step.operation());
        sink.consume(outcome);
      }
    }
  }

  private static List<Upcoming> upcoming(Program program) {
    return program.steps().stream()
        .map(step -> new Upcoming(step.plan(), step.operation()))
        .toList();
  }

  /** Under the result, permission and mapping checks. */
  @Benchmark
  @OperationsPerInvocation(PROGRAMS)
  public void three(Blackhole sink) {
    run(three, sink);
  }

  /** Under every check. */
  @Benchmark
  @OperationsPerInvocation(PROGRAMS)
  public void judged(Blackhole sink) {
    run(judged, sink);
  }

  private void run(Runner runner, Blackhole sink) {
    for (Program program : programs) {
      RunResult result = runner.run(program);
      if (!result.isClean()) {
        throw new AssertionError(result + "\n" + program);
      }
      sink.consume(result);
    }
  }
}
