package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** The programs that speed and discovery are measured with: the same for the same seed. */
final class Workload {

  /** Steps in the longest. */
  private static final int STEPS = 32;

  private Workload() {}

  /** One machine in so many is used: booting them takes most of the time. */
  private static final int EVERY = 5;

  /** That many programs over machines of the variant, every granule among them, in turns. */
  static List<Program> programs(Variant variant, long seed, int count) {
    Fleet fleet = Fleet.of(variant);
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(seed), Clients.WELL_BEHAVED, fleet);
    List<Machines.Preset> machines = fleet.all();
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int machine = i * EVERY % machines.size() / EVERY * EVERY;
      programs.add(generator.next(machines.get(machine).machine(), STEPS));
    }
    return programs;
  }

  /**
   * The steps of {@code program} that run, each by itself and clients call by call, so that the
   * judged alone can run the very same without anybody to tell it which make sense.
   */
  static Program runnable(Program program, Runner runner) {
    List<Step> alone = program.steps().stream().map(step -> step.withBeside(null)).toList();
    List<Step> run = new ArrayList<>();
    runner.run(
        program.withSteps(alone),
        new RunListener() {
          private FaultPlan plan;

          @Override
          public void starting(int index, Step step) {
            plan = step.plan();
            if (!(step.operation() instanceof Operation.Composite)) {
              run.add(step);
            }
          }

          @Override
          public void calling(int index, Step call) {
            run.add(call.withPlan(plan));
            plan = null;
          }
        });
    return program.withSteps(run);
  }

  /** A number that differs when the programs do. */
  static long checksum(List<Program> programs) {
    CRC32C sum = new CRC32C();
    programs.forEach(program -> sum.update(ProgramBytes.encode(program)));
    return sum.getValue();
  }
}
