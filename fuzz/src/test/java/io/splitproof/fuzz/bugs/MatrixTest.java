package io.splitproof.fuzz.bugs;

import static io.splitproof.fuzz.bugs.Hunts.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixTest {

  private static Contrast contrast(Exposures guided, Exposures unguided) {
    return Contrast.of(guided, unguided, 20);
  }

  @Test
  void huntsThatFoundNothingAreCensored() {
    Exposures hunts = Hunts.of(1, NEVER, 3);
    assertEquals(2, hunts.found());
    assertEquals(1, hunts.censored());
    assertEquals(3, hunts.medianSeconds());
    assertEquals(300, hunts.medianPrograms());
    assertEquals(NEVER, hunts.worstSeconds());
    assertEquals(Map.of("permission", 2), hunts.checks());
    assertEquals(Map.of(Hunts.SIGNATURE, 2), hunts.signatures());
  }

  @Test
  void aBugMissedOnceIsNotFoundAlways() {
    assertTrue(Hunts.matrix(Hunts.of(1, 2), null).foundAll());
    assertFalse(Hunts.matrix(Hunts.of(1, NEVER), null).foundAll());
  }

  @Test
  void theCheckThatMustFindABugMustDoSoInItsProgram() {
    Program program = ProgramText.parse("vm_unmap_aliases\n");
    Bug permission = new Bug(Variants.named("v7"), "permission", program);
    assertEquals(List.of(), Hunts.matrix(permission, Hunts.of(1), null).unshown());
    Bug live = new Bug(Variants.named("v7"), "live", program);
    assertEquals(List.of("v7"), Hunts.matrix(live, Hunts.of(1), null).unshown());
  }

  @Test
  void guidanceGainsWhatTheMediansSay() {
    Contrast contrast = contrast(Hunts.of(1, 2, 3), Hunts.of(4, 5, 6));
    assertEquals(2.5, contrast.ratio());
    assertEquals(Contrast.Bounded.EXACT, contrast.bounded());
    assertEquals(1, contrast.a12());
    assertTrue(contrast.p() < 0.05);
  }

  @Test
  void censoredMediansBoundTheRatio() {
    Contrast below = contrast(Hunts.of(1, 2, 3), Hunts.of(NEVER, 5, NEVER));
    assertEquals(Contrast.Bounded.BELOW, below.bounded());
    assertEquals(10, below.ratio());
    assertEquals(
        Contrast.Bounded.ABOVE, contrast(Hunts.of(NEVER), Hunts.of(10)).bounded());
    Contrast unknown = contrast(Hunts.of(NEVER), Hunts.of(NEVER));
    assertEquals(Contrast.Bounded.UNKNOWN, unknown.bounded());
    assertTrue(Double.isNaN(unknown.ratio()));
  }

  @Test
  void onlyBugsThatTakeLongerThanASecondCountForTheWhole() {
    assertTrue(Hunts.matrix(Hunts.of(0.1), Hunts.of(0.9)).slowContrasts().isEmpty());
    assertEquals(3, Hunts.matrix(Hunts.of(0.5), Hunts.of(1.5)).overallRatio());
  }

  @Test
  void withoutUnguidedHuntsThereIsNothingToCompare() {
    assertNull(Hunts.matrix(Hunts.of(1), null).rows().get(0).contrast(20));
  }
}
