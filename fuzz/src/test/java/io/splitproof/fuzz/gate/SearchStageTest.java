package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.gate.Case.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SearchStageTest {

  private static final String BUG = "change-first-page-only";

  @TempDir private Path findings;

  /** It is stopped at the first finding, so the time only matters when there is none. */
  @Test
  @Timeout(180)
  void aBugIsFoundAndTheFaultNamesItsProgram() throws Exception {
    SearchStage stage = new SearchStage(Gates.of(BUG, findings));
    Thread watch = new Thread(() -> stopAtFirst(stage));
    watch.start();
    List<Case> cases = stage.run(Deadline.in(Duration.ofSeconds(120), System::nanoTime));
    watch.interrupt();
    watch.join();
    List<Case> faulty = cases.stream().filter(Case::isFaulty).toList();
    assertFalse(faulty.isEmpty(), cases.toString());
    for (Case one : faulty) {
      Fault fault = ((Case.Faulty) one.result()).fault();
      assertEquals(one.name(), fault.signature());
      assertTrue(Files.exists(fault.file()), fault.toString());
      assertTrue(fault.command().contains("replay --variant " + BUG), fault.command());
    }
  }

  private void stopAtFirst(SearchStage stage) {
    try {
      while (isEmpty()) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      return;
    }
    stage.stop();
  }

  private boolean isEmpty() {
    try (Stream<Path> all = Files.list(findings)) {
      return all.noneMatch(path -> Files.exists(path.resolve("program.txt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoIsStoppedBeforeItBeganSearchesNothing() throws IOException {
    SearchStage stage = new SearchStage(Gates.of(BUG, findings));
    stage.stop();
    List<Case> cases = stage.run(Deadline.in(Duration.ofSeconds(120), System::nanoTime));
    assertEquals(1, cases.size());
    assertTrue(cases.get(0).result() instanceof Skipped);
  }
}
