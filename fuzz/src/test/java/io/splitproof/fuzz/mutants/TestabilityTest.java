package io.splitproof.fuzz.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.doctor.Diagnosis;
import io.splitproof.fuzz.doctor.Diagnosis.Level;
import io.splitproof.fuzz.mutants.HuntResult.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestabilityTest {

  private static final List<Diagnosis> FINE = List.of(new Diagnosis("tree", Level.OK, "", ""));

  private final List<Mutant> bugs =
      Mutants.all().stream().filter(mutant -> !mutant.isHarmless()).toList();
  private final List<HuntResult> hunts = new ArrayList<>();

  private void hunted(int count, Verdict verdict) {
    for (int i = 0; i < count; i++) {
      Mutant bug = bugs.get(hunts.size());
      String signature = verdict == Verdict.CAUGHT ? "tlb:vfree:area:a/b" : "";
      hunts.add(new HuntResult(bug, verdict, signature, 1, 1, ""));
    }
  }

  private void harmless(Verdict verdict) {
    Mutant harmless = Mutants.all().stream().filter(Mutant::isHarmless).findFirst().orElseThrow();
    hunts.add(new HuntResult(harmless, verdict, "tlb:vfree:area:a/b", 1, 1, ""));
  }

  private void assertNot(String why) {
    Testability verdict = Testability.of(FINE, hunts);
    assertFalse(verdict.isTestable());
    assertEquals("not testable: " + why, verdict.text());
  }

  @Test
  void enoughBugsThatAreAllCaughtAreEnough() {
    hunted(20, Verdict.CAUGHT);
    hunted(1, Verdict.MISFIT);
    harmless(Verdict.SILENT);
    Testability verdict = Testability.of(FINE, hunts);
    assertTrue(verdict.isTestable());
    assertEquals("testable: 20 of 21 mutants were made, and each was caught", verdict.text());
  }

  @Test
  void tooFewBugsSayTooLittle() {
    hunted(19, Verdict.CAUGHT);
    hunted(2, Verdict.BROKEN);
    assertNot("19 of 21 mutants were made, and it takes 20");
  }

  @Test
  void aBugThatIsMissedIsNamed() {
    hunted(20, Verdict.CAUGHT);
    hunted(1, Verdict.SILENT);
    assertNot("21 of 21 mutants were made, and not caught: " + bugs.get(20).name());
  }

  @Test
  void nothingMayBeFoundWhereNothingIs() {
    hunted(20, Verdict.CAUGHT);
    harmless(Verdict.CAUGHT);
    assertNot("something was found in what means nothing: comment");
  }

  @Test
  void aTreeThatIsBadIsNotTestable() {
    hunted(20, Verdict.CAUGHT);
    List<Diagnosis> looks = List.of(new Diagnosis("shelf", Level.BAD, "", ""));
    assertEquals("not testable: bad, see above: shelf", Testability.of(looks, hunts).text());
  }
}
