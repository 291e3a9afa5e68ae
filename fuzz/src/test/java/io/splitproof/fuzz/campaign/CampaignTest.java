package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {

  private static CampaignSettings settings(Duration budget, Path corpus, Path findings) {
    return new CampaignSettings(
        budget,
        1,
        1,
        Variants.named("v7"),
        Checks.ALL,
        Clients.WELL_BEHAVED,
        Machines.standard(),
        List.of(),
        corpus,
        findings,
        Guidance.GUIDED,
        false);
  }

  /** It stops as soon as there is a finding, so the budget only matters when there is none. */
  @Test
  @Timeout(180)
  void aWorkerFindsABugOfV7AndWritesAProgramThatShowsIt(@TempDir Path top) throws IOException {
    Path corpus = Files.createDirectory(top.resolve("corpus"));
    Path findings = Files.createDirectory(top.resolve("findings"));
    Campaign campaign = new Campaign(settings(Duration.ofSeconds(120), corpus, findings));
    CampaignResult result =
        campaign.run(
            status -> {
              if (!status.findings().isEmpty() && corpus.toFile().list().length > 0) {
                campaign.stop();
              }
            });
    assertEquals(List.of(), result.failures());
    assertFalse(result.findings().isEmpty());
    for (CampaignResult.Found found : result.findings()) {
      Program program = ProgramText.parse(Files.readString(found.folder().resolve("program.txt")));
      RunResult again = Runner.thorough(Variants.named("v7")).run(program);
      assertEquals(found.signature(), again.divergence().signature());
    }
    assertTrue(result.status().geometries().containsKey("4K/48"));
    try (Stream<Path> kept = Files.list(corpus)) {
      assertTrue(kept.findAny().isPresent(), "nothing was kept in the corpus");
    }
  }

  @Test
  @Timeout(120)
  void aWorkerThatCannotWorkIsNoVerdict(@TempDir Path top) throws IOException {
    Path corpus = Files.createFile(top.resolve("not-a-folder"));
    Campaign campaign = new Campaign(settings(Duration.ofSeconds(60), corpus, top));
    CampaignResult result = campaign.run(status -> {});
    assertEquals(1, result.failures().size());
  }
}
