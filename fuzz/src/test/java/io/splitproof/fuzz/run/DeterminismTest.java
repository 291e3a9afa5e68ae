package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same program does the same, event by event, whatever ran on the machine before. */
class DeterminismTest {

  private static final int PROGRAMS = 400;

  @ParameterizedTest
  @EnumSource
  void aProgramLeavesNoTrace(Clients clients) {
    EventLog log = new EventLog(100_000);
    Runner runner =
        new Runner(Variants.byDefault(), Set.of(CheckName.values()), log, false);
    ProgramGenerator generator = new ProgramGenerator(new SplittableRandom(7), clients);
    List<Program> programs = new ArrayList<>();
    List<String> traces = new ArrayList<>();
    for (int i = 0; i < PROGRAMS; i++) {
      programs.add(generator.next());
      traces.add(trace(runner, log, programs.get(i)));
    }
    for (int i = PROGRAMS - 1; i >= 0; i--) {
      assertEquals(traces.get(i), trace(runner, log, programs.get(i)), "program " + i);
    }
  }

  private static String trace(Runner runner, EventLog log, Program program) {
    StringBuilder text = new StringBuilder();
    runner.machine(program.machine());
    log.take();
    RunResult result =
        runner.run(
            program,
            new RunListener() {
              @Override
              public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
                text.append(index).append(' ').append(outcome).append(log.take().hashCode());
              }
            });
    return text + " " + result;
  }
}
