package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.FolderInUseException;
import io.splitproof.fuzz.store.FolderLock;
import io.splitproof.fuzz.store.ProgramFolder;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
        null,
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
              if (!status.findings().isEmpty() && isKept(corpus)) {
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
    assertTrue(isKept(corpus), "nothing was kept in the corpus");
  }

  private static boolean isKept(Path corpus) {
    try {
      return !ProgramFolder.reading(corpus).files().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCorpusThatIsNoFolderIsRefused(@TempDir Path top) throws IOException {
    Path corpus = Files.createFile(top.resolve("not-a-folder"));
    Campaign campaign = new Campaign(settings(Duration.ofSeconds(60), corpus, top));
    assertThrows(IOException.class, () -> campaign.run(status -> {}));
  }

  @Test
  void aFolderThatAnotherCampaignHasIsRefused(@TempDir Path top) throws IOException {
    Path corpus = Files.createDirectory(top.resolve("corpus"));
    FolderLock lock = FolderLock.take(corpus);
    try {
      Campaign second = new Campaign(settings(Duration.ofSeconds(60), corpus, top));
      assertThrows(FolderInUseException.class, () -> second.run(status -> {}));
    } finally {
      lock.release();
    }
  }

  @Test
  @Timeout(120)
  void whatAKilledCampaignLeftIsPutInOrder(@TempDir Path top) throws IOException {
    Path corpus = Files.createDirectory(top.resolve("corpus"));
    byte[] kept = {1, 2, 3};
    String damaged = ContentName.of(new byte[] {9});
    FolderLock lock = FolderLock.take(corpus);
    Path left = Files.createDirectory(lock.scratch().resolve("worker-0"));
    Files.write(left.resolve(ContentName.of(kept)), kept);
    Files.write(corpus.resolve(damaged), new byte[0]);
    lock.release();
    Campaign campaign = new Campaign(settings(Duration.ofMillis(1), corpus, top));
    campaign.run(status -> {});
    assertTrue(ProgramFolder.reading(corpus).contains(kept));
    assertFalse(Files.exists(corpus.resolve(damaged)));
    assertFalse(Files.exists(left));
  }

  @Test
  @Timeout(180)
  void aWorkerThatIsKilledIsReplacedAndTheCampaignGoesOn(@TempDir Path top) throws IOException {
    Path corpus = Files.createDirectory(top.resolve("corpus"));
    List<WorkerProcess> hired = new CopyOnWriteArrayList<>();
    Campaign campaign =
        new Campaign(
            settings(Duration.ofSeconds(120), corpus, top),
            Upkeep.NONE,
            (settings, ended) -> {
              WorkerProcess worker = WorkerProcess.start(settings, ended);
              hired.add(worker);
              return worker;
            });
    CampaignResult result =
        campaign.run(
            status -> {
              if (hired.size() == 1 && status.programs() > 0) {
                hired.get(0).kill("a test");
              } else if (hired.size() > 1 && hired.get(1).tally().programs() > 0) {
                campaign.stop();
              }
            });
    assertEquals(2, hired.size());
    assertEquals(1, result.status().health().restarts());
    assertEquals(List.of(), result.failures());
    assertEquals(
        hired.stream().mapToLong(worker -> worker.tally().programs()).sum(),
        result.status().programs());
  }

  @Test
  void aCampaignThatIsRefusedLeavesNothingLocked(@TempDir Path top) throws IOException {
    Path corpus = Files.createDirectory(top.resolve("corpus"));
    CampaignSettings plain = settings(Duration.ofSeconds(60), corpus, top);
    CampaignSettings kept =
        new CampaignSettings(
            plain.budget(),
            plain.seed(),
            plain.workers(),
            plain.variant(),
            plain.checks(),
            plain.clients(),
            plain.machine(),
            plain.starters(),
            corpus,
            top,
            top,
            plain.guidance(),
            plain.untilFirst());
    FolderLock lock = FolderLock.take(corpus);
    assertThrows(FolderInUseException.class, () -> new Campaign(kept).run(status -> {}));
    FolderLock.take(top).release();
    lock.release();
  }
}
