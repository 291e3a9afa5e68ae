package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Gates, or what they came to, to look at. */
final class Gates {

  static final Fault FAULT =
      new Fault(
          "tlb",
          "tlb:vfree:linear:nothing-cached/cached",
          "tlb: <vfree>, linear & \u0001 more",
          "./splitproof replay --variant v a.txt",
          Path.of("corpus", "bugs", "a b.txt"),
          7);

  private Gates() {}

  /** Settings of a gate on {@code variant}, with the project's own shelf. */
  static GateSettings of(String variant, Path findings) {
    return with(variant, shelf(), findings);
  }

  static GateSettings with(String variant, Path shelf, Path findings) {
    return new GateSettings(
        Variants.named(variant),
        Checks.ALL,
        Duration.ofSeconds(60),
        1,
        1,
        shelf,
        findings,
        null,
        null,
        0.2);
  }

  /** A minute that never passes. */
  static Deadline timeless() {
    return Deadline.in(Duration.ofMinutes(1), () -> 0);
  }

  /** A result with one case of each kind. */
  static GateResult mixed() {
    List<Case> cases =
        List.of(
            new Case("good", new Passed("3 operations"), 0.25),
            new Case("bad \"quoted\" <name>", new Faulty(FAULT), 1),
            new Case("worse", new Faulty(FAULT), 1),
            new Case("broken", new Broken("java.lang.AssertionError: x\nsecond line"), 0),
            new Case("late", new Skipped("no time was left"), 0));
    return result(cases);
  }

  static GateResult result(List<Case> cases) {
    List<StageResult> stages = List.of(new StageResult("small worlds", cases, 2.5));
    return new GateResult(of("linux-7.2", Path.of("findings")), stages, 2.5, false);
  }

  private static Path shelf() {
    Path here = Path.of("").toAbsolutePath();
    Path above = here.resolveSibling("corpus");
    return Files.isDirectory(here.resolve("corpus")) ? here.resolve("corpus") : above;
  }
}
