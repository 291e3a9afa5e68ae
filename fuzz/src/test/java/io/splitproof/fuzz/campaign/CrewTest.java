package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CrewTest {

  private static final String TALLY = "7\\t70\\t0\\t1\\t1\\t0\\t5\\t0\\t.";

  private static final String WORKING = "printf '" + TALLY + "\\n'; cat";

  @TempDir private Path top;

  private final List<WorkerProcess> hired = new ArrayList<>();
  private long now;

  private CampaignSettings settings() {
    return new CampaignSettings(
        Duration.ofSeconds(1),
        1,
        1,
        Variants.named("v7"),
        Checks.ALL,
        Clients.WELL_BEHAVED,
        Machines.standard(),
        List.of(),
        top,
        top,
        null,
        Guidance.GUIDED,
        false);
  }

  /** One place, taken by workers that do as {@code script} says. */
  private Crew crew(String script) throws IOException {
    Crew.Recruiting recruiting =
        (settings, ended) -> {
          WorkerProcess worker = WorkerProcess.start(List.of("sh", "-c", script), ended);
          hired.add(worker);
          return worker;
        };
    return started(recruiting);
  }

  private Crew started(Crew.Recruiting recruiting) throws IOException {
    Crew crew = new Crew(settings(), top, top, () -> {}, recruiting, () -> now);
    crew.start(new Gathering(top, null));
    return crew;
  }

  @AfterEach
  void nobodyStays() {
    hired.forEach(worker -> worker.kill("the test is over"));
  }

  private void awaitPrograms(Crew crew, long programs) throws InterruptedException {
    while (crew.tally().programs() < programs) {
      Thread.sleep(5);
    }
  }

  private void awaitEnd(WorkerProcess worker) throws InterruptedException {
    while (worker.isAlive()) {
      Thread.sleep(5);
    }
  }

  @Test
  void aKilledWorkerIsReplacedAndWhatItDidCounts() throws Exception {
    Crew crew = crew(WORKING);
    awaitPrograms(crew, 7);
    hired.get(0).kill("a test");
    awaitEnd(hired.get(0));
    assertTrue(crew.isWorking());
    crew.tend();
    awaitPrograms(crew, 14);
    assertEquals(1, crew.restarts());
    crew.end();
    assertEquals(List.of(), crew.failures());
  }

  @Test
  void workersThatNeverComeToAProgramLeaveThePlaceEmpty() throws Exception {
    Crew crew = crew("kill -9 $$");
    while (crew.isWorking()) {
      crew.tend();
      Thread.sleep(5);
    }
    assertEquals(3, hired.size());
    crew.end();
    assertEquals(1, crew.failures().size());
    assertTrue(crew.failures().get(0).contains("status 137"), crew.failures().toString());
  }

  @Test
  void aWorkerThatHangsBeforeItsFirstProgramIsKilled() throws Exception {
    Crew crew = crew("exec sleep 1000");
    crew.tend();
    assertTrue(hired.get(0).isAlive());
    now = Crew.START_NANOS + 1;
    crew.tend();
    awaitEnd(hired.get(0));
    crew.tend();
    assertEquals(2, hired.size());
  }

  @Test
  void aProgramWithoutEndIsToldAsSuch() throws Exception {
    Crew crew = crew("exit 70");
    awaitEnd(hired.get(0));
    crew.end();
    assertTrue(crew.failures().get(0).contains("took longer than 60 s"));
  }

  @Test
  void whoHadNoTimeToBeginIsNotWaitedForAndFailedNobody() throws Exception {
    Crew crew = crew("exec sleep 1000");
    crew.end();
    awaitEnd(hired.get(0));
    assertEquals(List.of(), crew.failures());
  }

  @Test
  void anHourLaterASuccessorTakesThePlaceAndNobodyDied() throws Exception {
    Crew crew = crew(WORKING);
    awaitPrograms(crew, 7);
    now = Crew.SHIFT_NANOS + 1;
    crew.tend();
    awaitEnd(hired.get(0));
    crew.tend();
    awaitPrograms(crew, 14);
    assertEquals(0, crew.restarts());
    crew.end();
    assertEquals(List.of(), crew.failures());
  }

  @Test
  void aHarnessThatFailsIsToldEvenIfTheNextWorkerDoesWell() throws Exception {
    Crew crew =
        crew("if test -e " + top + "/again; then " + WORKING + "; exit; fi; touch " + top
            + "/again; printf '" + TALLY + "\\n'; echo the harness failed >&2; exit 1");
    awaitEnd(hired.get(0));
    crew.tend();
    awaitPrograms(crew, 14);
    crew.end();
    assertEquals(1, crew.failures().size());
    assertTrue(crew.failures().get(0).contains("the harness failed"));
  }

  @Test
  void whatIsNoTallyIsKeptForWhoWantsToKnowWhyItEnded() throws Exception {
    Crew crew = crew("printf '" + TALLY + "\\n# A fatal error\\n8\\t80\\t'; exit 1");
    awaitEnd(hired.get(0));
    crew.end();
    assertEquals(7, crew.tally().programs());
    assertTrue(crew.failures().get(0).contains("# A fatal error"));
  }

  @Test
  void whatIsAskedToEndByASignalHasNotFailed() throws Exception {
    Crew crew = crew("printf '" + TALLY + "\\n'; exit 143");
    awaitEnd(hired.get(0));
    crew.end();
    assertEquals(List.of(), crew.failures());
  }

  @Test
  void aWorkerThatCannotBeStartedIsComplainedOf() {
    IOException problem =
        assertThrows(
            IOException.class,
            () ->
                started(
                    (settings, ended) -> {
                      throw new IOException("no such program");
                    }));
    assertFalse(problem.getMessage().isEmpty());
  }
}
