package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.exhaustive.ExplorationStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExhaustiveTest {

  @Test
  void aCleanWorldIsSaidToBeClean() {
    CommandLineRun run = CommandLineRun.of("fuzz", "--exhaustive", "1");
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertTrue(run.out().contains("machine     tiny/20 ram 0x40000000+128K "), run.out());
    assertTrue(run.out().contains("depth 1 "), run.out());
    assertTrue(run.out().endsWith("findings    0\n"), run.out());
    assertTrue(run.err().startsWith("exploring linux-7.2: "), run.err());
  }

  @Test
  void aFindingIsAProgramThatReplayShowsToo(@TempDir Path folder) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "fuzz", "--exhaustive", "2", "--variant", "split-only-at-start", "--json");
    assertEquals(ExitStatus.FINDING, run.status(), run::toString);
    JsonNode finding = new ObjectMapper().readTree(run.out()).get("findings").get(0);
    List<String> program = new ArrayList<>();
    finding.get("program").forEach(line -> program.add(line.asText()));
    Path file = Files.write(folder.resolve("program.txt"), program);
    CommandLineRun replay =
        CommandLineRun.of("replay", "--variant", "split-only-at-start", file);
    assertEquals(ExitStatus.FINDING, replay.status());
    assertTrue(replay.out().contains("DIVERGES: " + finding.get("signature").asText()));
  }

  @Test
  void jsonHasTheCounts() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("fuzz", "--exhaustive", "1", "--json", "--machine", "tiny-early");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertEquals("linux-7.2", result.get("variant").asText());
    assertEquals(1, result.get("depths").size());
    long transitions = 0;
    for (Iterator<JsonNode> steps = result.get("operations").elements(); steps.hasNext(); ) {
      transitions += steps.next().get("transitions").asLong();
    }
    assertEquals(transitions, result.get("transitions").asLong());
    assertTrue(result.get("states").asLong() > 1);
  }

  @Test
  void stoppingAtAFindingIsSaid() throws IOException {
    String[] options = {"fuzz", "--exhaustive", "3", "--variant", "flush-local-cpu-only"};
    CommandLineRun run = CommandLineRun.of((Object[]) options);
    String stopped = "\nstopped after depth 2, the first with a finding\n";
    assertTrue(run.out().contains(stopped), run.out());
    assertTrue(run.out().contains(" failing; 1 not tried\n            vfree (1)\n"), run.out());
    List<Object> withJson = new ArrayList<>(List.of(options));
    withJson.add("--json");
    CommandLineRun json = CommandLineRun.of(withJson.toArray());
    JsonNode result = new ObjectMapper().readTree(json.out());
    assertEquals("finding", result.get("stopped").asText());
    assertFalse(result.get("complete").asBoolean());
    assertTrue(result.get("checks").isArray());
  }

  @Test
  void whatIsNotReachedYetIsNotCalledImpossible() throws IOException {
    CommandLineRun run = CommandLineRun.of("fuzz", "--exhaustive", "1");
    assertTrue(run.out().contains(" not possible by depth 1\n"), run.out());
    assertFalse(run.out().contains("stopped"), run.out());
    List<String> unused =
        run.out().lines().dropWhile(line -> !line.startsWith("operations")).skip(1)
            .takeWhile(line -> line.startsWith(" ")).toList();
    assertTrue(unused.size() > 1, run.out());
    unused.forEach(line -> assertTrue(line.length() <= 100, line));
    CommandLineRun json = CommandLineRun.of("fuzz", "--exhaustive", "1", "--json");
    assertTrue(new ObjectMapper().readTree(json.out()).get("stopped").isNull(), json.out());
  }

  @Test
  void theOperationsAreListed() {
    CommandLineRun run = CommandLineRun.of("fuzz", "--list-operations", "--machine", "tiny-kfence");
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertTrue(run.out().contains("\nkfence_protect 3\n"), run.out());
    assertTrue(run.out().lines().count() > 100, run.out());
    assertEquals("", run.err());
  }

  @Test
  void aMachineThatIsNotSmallIsRefused() {
    CommandLineRun.of("fuzz", "--exhaustive", "2", "--machine", "4K/39")
        .assertComplains("--exhaustive needs a small machine: one of tiny, ");
  }

  @Test
  void whatOnlyChanceNeedsIsRefused() {
    CommandLineRun.of("fuzz", "--exhaustive", "2", "--seed", "1")
        .assertComplains("--exhaustive has no use for --seed");
  }

  @Test
  void aDepthIsASmallNumber() {
    for (String depth : List.of("0", "-1", "33", "six", "100000000000")) {
      CommandLineRun.of("fuzz", "--exhaustive", depth)
          .assertComplains("'" + depth + "' is not a number from 1 to 32");
    }
  }

  @Test
  void aSmallMachineIsNotForARandomSearch() {
    CommandLineRun.of("fuzz", "--machine", "tiny")
        .assertComplains("a small machine is for --exhaustive");
  }

  @Test
  void progressSaysHowMuchOfTheDepthIsDone() {
    StringWriter err = new StringWriter();
    long[] nanos = {0};
    Screen screen = new Screen(new StringWriter(), err, Terminal.NONE);
    Progress progress = new Progress(screen, null, () -> nanos[0]);
    ExplorationLine line = new ExplorationLine(progress, () -> nanos[0]);
    nanos[0] = 6_000_000_000L;
    line.accept(new ExplorationStatus(3, 5, 21, 300, 0));
    progress.tick();
    String expected = "   6 s  depth 3: 5 of 21 states gone on from, 300 states known";
    assertEquals(expected + System.lineSeparator(), err.toString());
  }
}
