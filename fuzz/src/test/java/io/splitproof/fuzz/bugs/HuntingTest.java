package io.splitproof.fuzz.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HuntingTest {

  private static MatrixSettings settings(String variant, Duration budget, Guidance... guidances) {
    Bug bug = new Bug(Variants.named(variant), "", null);
    return new MatrixSettings(List.of(bug), List.of(guidances), 1, 1, budget, 2, null);
  }

  @Test
  @Timeout(180)
  void bothWaysFindABugOfV7() throws IOException {
    List<Exposure> ended = new ArrayList<>();
    Duration budget = Duration.ofSeconds(60);
    Matrix matrix =
        new Hunting(settings("v7", budget, Guidance.GUIDED, Guidance.UNGUIDED))
            .run((bug, guidance, exposure) -> ended.add(exposure));
    assertEquals(List.of(), matrix.failures());
    assertEquals(2, ended.size());
    assertTrue(matrix.isWhole());
    for (Exposures hunts : matrix.rows().get(0).hunts().values()) {
      Exposure hunt = hunts.all().get(0);
      assertTrue(hunt.found());
      assertTrue(hunt.programs() > 0);
      assertTrue(hunt.seconds() > 0 && hunt.seconds() < 60, () -> hunt.toString());
    }
  }

  @Test
  @Timeout(180)
  void whereThereIsNoBugTheHuntIsCensored() throws IOException {
    Duration budget = Duration.ofMillis(500);
    Matrix matrix =
        new Hunting(settings("linux-7.2", budget, Guidance.UNGUIDED)).run((bug, way, one) -> {});
    assertEquals(List.of(), matrix.failures());
    assertFalse(matrix.foundAll());
    assertEquals(1, matrix.rows().get(0).main().censored());
  }

  @Test
  @Timeout(180)
  void stoppedBeforeItBeganItHuntsNothing() throws IOException {
    Hunting hunting = new Hunting(settings("v7", Duration.ofSeconds(60), Guidance.GUIDED));
    hunting.stop();
    assertFalse(hunting.run((bug, guidance, exposure) -> {}).isWhole());
  }
}
