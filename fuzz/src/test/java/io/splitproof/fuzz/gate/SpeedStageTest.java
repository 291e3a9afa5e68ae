package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpeedStageTest {

  private static final int ONE_ATTEMPT = 6;

  private int taken;

  private static Sample sample(int number, double factor, long states) {
    return new Sample(5000 * factor + number, 1_200_000, states);
  }

  private static GateSettings settings() {
    List<Sample> samples =
        IntStream.range(0, 10).mapToObj(i -> sample(i, 1, 2500 + i)).toList();
    Baseline baseline = new Baseline(1, 0, "linux-7.2", "all", 1, "17", samples);
    GateSettings plain = Gates.of("linux-7.2", Path.of("findings"));
    return new GateSettings(
        plain.variant(),
        plain.checks(),
        plain.budget(),
        1,
        1,
        plain.shelf(),
        plain.findings(),
        baseline,
        Path.of("baseline.json"),
        0.2);
  }

  private List<Case> run(IntFunction<Sample> samples) {
    Sampling sampling = (variant, checks, seed) -> samples.apply(taken++);
    return new SpeedStage(settings(), sampling).run(Gates.timeless());
  }

  @Test
  void theSameSpeedPassesAtTheFirstAttempt() {
    List<Case> cases = run(number -> sample(number, 1, 2500 + number));
    assertTrue(cases.stream().allMatch(one -> one.result() instanceof Passed));
    assertEquals(ONE_ATTEMPT, taken);
    String note = ((Passed) cases.get(0).result()).note();
    assertTrue(note.endsWith("baseline of linux-7.2 on Java 17"), note);
  }

  @Test
  void whatIsSlowerEachTimeFails() {
    List<Case> cases = run(number -> sample(number, 1.5, 2500 + number));
    Fault fault = ((Case.Faulty) cases.get(0).result()).fault();
    assertEquals("slower:linux-7.2", fault.signature());
    assertTrue(cases.get(1).result() instanceof Passed);
    assertEquals(3 * ONE_ATTEMPT, taken);
  }

  @Test
  void whatWasSlowerOnceOnlyPasses() {
    List<Case> cases =
        run(number -> sample(number, number < ONE_ATTEMPT ? 1.5 : 1, 2500 + number));
    assertTrue(cases.stream().allMatch(one -> one.result() instanceof Passed));
    assertEquals(2 * ONE_ATTEMPT, taken);
  }

  @Test
  void aMeasureThatPassedIsNotFailedByAnAttemptForTheSakeOfAnother() {
    List<Case> cases =
        run(number -> sample(number, number < 2 * ONE_ATTEMPT ? 1 : 1.5, 1000 + number));
    assertTrue(cases.get(0).result() instanceof Passed);
    Fault fault = ((Case.Faulty) cases.get(1).result()).fault();
    assertEquals("discovers-less:linux-7.2", fault.signature());
  }

  @Test
  void aMeasurementThatFailsIsTheHarnesssFault() {
    Sampling failing =
        (variant, checks, seed) -> {
          throw new IOException("measuring failed: x");
        };
    List<Case> cases = new SpeedStage(settings(), failing).run(Gates.timeless());
    assertTrue(cases.stream().allMatch(one -> one.result() instanceof Broken));
  }

  @Test
  void withoutABaselineItIsSkippedAndWithoutTimeThereIsNoVerdict() {
    Sampling never =
        (variant, checks, seed) -> {
          throw new AssertionError("measured");
        };
    Deadline over = Deadline.in(Duration.ZERO, () -> 0);
    List<Case> late = new SpeedStage(settings(), never).run(over);
    assertTrue(late.stream().allMatch(one -> one.result() instanceof Broken));
    GateSettings without = Gates.of("linux-7.2", Path.of("findings"));
    List<Case> none = new SpeedStage(without, never).run(Gates.timeless());
    assertTrue(none.stream().allMatch(one -> one.result() instanceof Skipped));
  }
}
