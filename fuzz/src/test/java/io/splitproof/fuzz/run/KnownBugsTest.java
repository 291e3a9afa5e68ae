package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.KnownBugs;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Known bugs and the programs that show them belong together, and the alarm works. */
class KnownBugsTest {

  private static final Path BUGS =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus/bugs");

  private static final int PROGRAMS = 200;

  @Test
  void everyBugHasAProgramAndEveryProgramABug() throws IOException {
    Set<String> files;
    try (Stream<Path> paths = Files.list(BUGS)) {
      files =
          paths
              .map(path -> path.getFileName().toString().replace(".txt", ""))
              .filter(name -> !name.startsWith("v7-"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> bugs = new TreeSet<>();
    KnownBugs.all().forEach(bug -> bugs.add(bug.name()));
    assertEquals(bugs, files);
  }

  @TestFactory
  Stream<DynamicTest> theProgramIsAboutThatBug() {
    return eachBug(
        bug -> {
          String text = Files.readString(file(bug));
          assertTrue(text.contains("\n# variant " + bug.name() + "\n"), text);
        });
  }

  @TestFactory
  Stream<DynamicTest> theCheckThatABugNamesFindsItAlone() {
    return eachBug(
        bug -> {
          Program program = ProgramText.parse(Files.readString(file(bug)));
          RunResult result = alone(bug).run(program);
          assertNotNull(result.divergence(), "nothing found");
          assertEquals(bug.caughtBy(), result.divergence().check().text());
          assertEquals(program.steps().size() - 1, result.step(), "the last step shows it");
        });
  }

  @Test
  void eachCheckIsTheOneThatCatchesSomeBug() {
    Set<String> checks = new TreeSet<>();
    KnownBugs.all().forEach(bug -> checks.add(bug.caughtBy()));
    Set<String> all = new TreeSet<>();
    for (CheckName check : CheckName.values()) {
      all.add(check.text());
    }
    assertEquals(all, checks);
  }

  @Test
  void oneCanaryIsFoundByEveryProgram() {
    Runner runner = Runner.thorough(Variants.named("canary-always"));
    Stream<Program> programs = programs(PROGRAMS / 10);
    assertTrue(programs.noneMatch(program -> runner.run(program).isClean()));
  }

  @Test
  void theOtherCanaryIsFoundByNone() {
    Runner runner = Runner.thorough(Variants.named("canary-never"));
    programs(PROGRAMS)
        .forEach(
            program -> {
              RunResult result = runner.run(program);
              assertTrue(result.isClean(), () -> result.divergence().describe());
            });
  }

  @Test
  void noCanaryCountsAsABug() {
    Set<String> bugs = KnownBugs.all().stream().map(KnownBug::name).collect(Collectors.toSet());
    KnownBugs.canaries().forEach(canary -> assertFalse(bugs.contains(canary.name())));
  }

  private interface AboutABug {
    void test(KnownBug bug) throws IOException;
  }

  private static Stream<DynamicTest> eachBug(AboutABug about) {
    return KnownBugs.all().stream()
        .map(bug -> DynamicTest.dynamicTest(bug.name(), () -> about.test(bug)));
  }

  private static Runner alone(KnownBug bug) {
    CheckName check = CheckName.valueOf(bug.caughtBy().toUpperCase(Locale.ROOT));
    return new Runner(bug, Set.of(check), MachineEvents.NONE, false);
  }

  private static Stream<Program> programs(int count) {
    SplittableRandom random = new SplittableRandom(7);
    ProgramGenerator generator = new ProgramGenerator(random, Clients.WELL_BEHAVED);
    return Stream.generate(generator::next).limit(count);
  }

  private static Path file(KnownBug bug) {
    return BUGS.resolve(bug.name() + ".txt");
  }
}
