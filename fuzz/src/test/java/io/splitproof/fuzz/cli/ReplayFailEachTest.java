package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFailEachTest {

  private static final String BUG = "split-failure-swallowed";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("one.txt");
    Files.writeString(
        file, "B0 = alloc_pages 512 near 0x80000\nset_memory_valid B0[3] 1 off\n");
  }

  @Test
  void cleanIsSaidInALine() {
    CommandLineRun run = CommandLineRun.of("replay", "--fail-each", file);
    assertEquals(ExitStatus.CLEAN, run.status());
    assertTrue(run.out().contains("3 allocations, 7 runs, 7 clean, 0 findings"), run::out);
  }

  @Test
  void aRunThatDivergesGetsALineThatSaysWhatFailed() {
    CommandLineRun run = CommandLineRun.of("replay", "--fail-each", "--variant", BUG, file);
    assertEquals(ExitStatus.FINDING, run.status());
    String start = "  fail nth 2 any (linear-table in step 1, set_memory_valid B0[3] 1 off): ";
    assertTrue(run.out().contains(start), run::out);
    assertTrue(run.out().contains("  fail budget 1 any "), run::out);
    assertTrue(run.out().contains("3 allocations, 7 runs, 3 clean, 4 findings"), run::out);
  }

  @Test
  void theWrittenPlanShowsTheSame() throws IOException {
    Path same = folder.resolve("same.txt");
    Files.writeString(same, "fail nth 2 any: " + Files.readString(file));
    assertEquals(
        ExitStatus.FINDING, CommandLineRun.of("replay", "--variant", BUG, same).status());
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("replay", "--fail-each", "--json", "--variant", BUG, file);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals(3, json.get("allocations").asInt());
    assertEquals(7, json.get("runs").asInt());
    assertEquals(3, json.get("clean").asInt());
    JsonNode finding = json.get("findings").get(0);
    assertEquals("fail nth 2 any", finding.get("plan").asText());
    assertEquals("linear-table", finding.get("kind").asText());
    assertEquals(1, finding.get("allocatedInStep").asInt());
    assertTrue(finding.get("signature").asText().contains(":"));
  }

  @Test
  void itDoesNotGoWithADump() {
    CommandLineRun.of("replay", "--fail-each", "--dump", file).assertComplains("--dump");
  }
}
