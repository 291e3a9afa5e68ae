package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each check has a case that it finds and one beside it that it does not, by itself. */
class ChecksShelfTest {

  private static final Path CHECKS =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus/checks");

  @ParameterizedTest
  @EnumSource
  void theBadCaseIsFound(CheckName check) throws IOException {
    RunResult result = run("bad", check, true, Set.of(check));
    assertFalse(result.isClean(), "found");
    assertEquals(header("bad", check, "finds"), result.divergence().signature());
  }

  @ParameterizedTest
  @EnumSource
  void theBadCaseIsNoFaultOfTheProgram(CheckName check) throws IOException {
    assertClean(run("bad", check, false, Checks.ALL));
  }

  @ParameterizedTest
  @EnumSource
  void theGoodCaseIsCleanOnTheSameVariant(CheckName check) throws IOException {
    assertEquals(header("bad", check, "variant"), header("good", check, "variant"));
    assertClean(run("good", check, true, Checks.ALL));
    assertClean(run("good", check, false, Checks.ALL));
  }

  private static RunResult run(
      String verdict, CheckName check, boolean named, Set<CheckName> enabled) throws IOException {
    Program program = ProgramText.parse(Files.readString(file(verdict, check)));
    Variant variant =
        named ? Variants.named(header(verdict, check, "variant")) : Variants.byDefault();
    return new Runner(variant, enabled, MachineEvents.NONE, true).run(program);
  }

  private static void assertClean(RunResult result) {
    assertTrue(result.isClean(), () -> result.divergence().describe());
    assertEquals(0, result.skipped(), "steps that well-behaved clients would not make");
  }

  private static String header(String verdict, CheckName check, String key) throws IOException {
    String start = "# " + key + " ";
    return Files.readAllLines(file(verdict, check)).stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }

  private static Path file(String verdict, CheckName check) {
    return CHECKS.resolve(verdict + "_" + check.text() + ".txt");
  }
}
