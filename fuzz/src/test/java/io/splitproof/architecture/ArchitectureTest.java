package io.splitproof.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  private static final String WRONG = "io.splitproof.architecture.wrong";

  /** Each rule, with the class below {@code wrong} that breaks it and what it breaks it with. */
  private static final Map<String, String> BREAKERS =
      new TreeMap<>(
          Map.of(
              "the judge stands on the JDK alone", "oracle.checks.TurnsToTheJudged",
              "arch knows nothing else", "oracle.arch.LooksUp",
              "contract knows arch", "oracle.contract.AsksTheReference",
              "reference knows arch and contract", "oracle.reference.AsksTheChecks",
              "the judged does not see how it is judged", "impl.UsesTheJudgesWalk",
              "the judge has no cycles", "oracle.checks.TurnsToTheJudged",
              "the driver has no cycles", "fuzz.run.CallsItsCaller",
              "no static field changes", "fuzz.cli.Remembers"));

  @TestFactory
  Stream<DynamicTest> theProjectKeeps() {
    JavaClasses project =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.splitproof");
    Map<String, ArchRule> rules = new Arrows("io.splitproof").rules();
    return rules.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> rules.get(name).check(project)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrongIsFound() {
    JavaClasses wrong = new ClassFileImporter().importPackages(WRONG);
    Map<String, ArchRule> rules = new Arrows(WRONG).rules();
    return BREAKERS.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertFinds(rules.get(name), wrong, BREAKERS.get(name))));
  }

  private static void assertFinds(ArchRule rule, JavaClasses classes, String breaker) {
    EvaluationResult result = rule.evaluate(classes);
    String report = result.getFailureReport().toString();
    assertTrue(result.hasViolation(), "no violation seen");
    assertTrue(report.contains(WRONG + "." + breaker), report);
  }
}
