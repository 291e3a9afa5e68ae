package io.splitproof.fuzz.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.KnownBugs;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs of 200 operations with the few that show a known bug hidden among them: they become as
 * short as people write them, or one step longer at most, and stay as they are from then on.
 */
class ShelfMinimizingTest {

  private static final Path BUGS =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus/bugs");

  private static final int OPERATIONS = 200;

  /** One bug in so many; all of them take a minute. */
  private static final int SAMPLE = Integer.getInteger("splitproof.minimize.sample", 10);

  @TestFactory
  Stream<DynamicTest> hiddenBugsBecomeShortAgain() {
    List<KnownBug> bugs = KnownBugs.all();
    return IntStream.range(0, bugs.size())
        .filter(number -> number % SAMPLE == 0)
        .mapToObj(bugs::get)
        .map(bug -> DynamicTest.dynamicTest(bug.name(), () -> check(bug)));
  }

  private static void check(Variant bug) throws IOException {
    Program written = ProgramText.parse(Files.readString(BUGS.resolve(bug.name() + ".txt")));
    Runner runner = new Runner(bug, Checks.ALL, MachineEvents.NONE, false);
    String signature = signature(runner.run(written));
    Program hidden = hidden(written, signature, runner);
    assertEquals(OPERATIONS, hidden.steps().size());
    Minimized minimized = minimized(bug, signature, hidden);
    assertTrue(minimized.complete());
    assertEquals(signature, signature(runner.run(minimized.program())));
    int most = written.steps().size() + 1;
    assertTrue(minimized.program().steps().size() <= most, () -> minimized.program().toString());
    assertEquals(minimized.program(), minimized(bug, signature, minimized.program()).program());
  }

  private static Minimized minimized(Variant bug, String signature, Program program) {
    return Minimizer.of(bug, Checks.ALL, signature, Limits.unhurried(), simpler -> {})
        .minimize(program);
  }

  /**
   * {@code written} spread towards the end of a program that else shows nothing; the more often
   * that fails, because what comes before is in the way, the further up.
   */
  private static Program hidden(Program written, String signature, Runner runner) {
    SplittableRandom random = new SplittableRandom(1);
    for (int attempt = 0; attempt < 200; attempt++) {
      int wanted = OPERATIONS - written.steps().size();
      List<Step> steps = quiet(written, wanted, runner, random);
      int at = wanted / (1 + attempt / 10);
      for (int i = written.steps().size() - 1; i >= 0; i--) {
        Step step = written.steps().get(i);
        at -= random.nextInt(1 + at / 4);
        steps.add(at, step);
        if (step.beside() != null) {
          steps.add(at, written.steps().get(--i));
        }
      }
      Program program = written.withSteps(steps);
      if (signature.equals(signature(runner.run(program)))) {
        return program;
      }
    }
    throw new AssertionError("no program of " + OPERATIONS + " operations shows " + signature);
  }

  /** Random steps, without those that show anything: as many as that leaves, then any. */
  private static List<Step> quiet(
      Program written, int wanted, Runner runner, SplittableRandom random) {
    ProgramGenerator generator = new ProgramGenerator(random.split(), Clients.WELL_BEHAVED);
    List<Step> steps = new ArrayList<>();
    for (int round = 0; round < 3 * wanted && steps.size() < wanted; round++) {
      steps.addAll(generator.next(written.machine(), wanted - steps.size()).steps());
      RunResult result = runner.run(written.withSteps(steps));
      while (!result.isClean() && result.step() >= 0 && result.step() < steps.size()) {
        steps.remove(result.step());
        result = runner.run(written.withSteps(steps));
      }
    }
    return steps.size() < wanted
        ? new ArrayList<>(generator.next(written.machine(), wanted).steps())
        : steps;
  }

  private static String signature(RunResult result) {
    return result.isClean() ? null : result.divergence().signature();
  }
}
