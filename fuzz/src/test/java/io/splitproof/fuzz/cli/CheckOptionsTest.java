package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckOptionsTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("one.txt");
    Files.writeString(
        file,
        "B0 = alloc_pages 512 near 0x80000\n"
            + "set_memory_valid B0[0] 512 off\n"
            + "set_memory_valid B0[0] 512 on\n");
  }

  private CommandLineRun replay(String... options) {
    Object[] words = new Object[options.length + 4];
    words[0] = "replay";
    words[1] = "--variant";
    words[2] = "v7";
    System.arraycopy(options, 0, words, 3, options.length);
    words[words.length - 1] = file;
    return CommandLineRun.of(words);
  }

  @Test
  void aCheckLeftOutFindsNothing() {
    assertEquals(ExitStatus.FINDING, replay("--checks", "permission").status());
    assertEquals(ExitStatus.CLEAN, replay("--checks", "mapping,result").status());
    CommandLineRun without = replay("--without", "permission");
    assertFalse(without.out().contains("permission:set_memory_valid"), without::out);
  }

  @Test
  void bothTogetherAreTakenInTurn() {
    CommandLineRun run = replay("--checks", "permission,mapping", "--without", "permission");
    assertEquals(ExitStatus.CLEAN, run.status());
    assertTrue(run.out().contains("checks mapping\n"), run::out);
  }

  @Test
  void theReportSaysWhichWereOn() throws IOException {
    assertTrue(replay().out().contains("checks all\n"));
    JsonNode json = new ObjectMapper().readTree(replay("--json", "--checks", "tlb").out());
    assertEquals("[\"tlb\"]", json.get("checks").toString());
  }

  @Test
  void conformSaysWhichAndOnWhat() throws IOException {
    Path home = Path.of(System.getProperty("splitproof.home", ""));
    Path file = home.resolve("corpus/recordings/bbml2-16k-6g.boot.ptdump.gz");
    CommandLineRun run =
        CommandLineRun.of("conform", "--json", "--variant", "v7", "--checks", "tlb", file);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals("v7", json.get("variant").asText());
    assertEquals("[\"tlb\"]", json.get("checks").toString());
  }

  @Test
  void withoutAnyCheckThereIsNothingToJudgeBy() {
    replay("--checks", "tlb", "--without", "tlb").assertComplains("no check");
  }

  @Test
  void anUnknownNameGetsOneLineWithThoseThereAre() {
    String known = "no check 'tbl'; known: permission, result, mapping, live, bbm, tlb, publish,"
        + " context, alias, leak";
    replay("--checks", "tbl").assertComplains(known);
    replay("--without", "tbl").assertComplains(known);
    CommandLineRun.of("fuzz", "--checks", "tbl").assertComplains(known);
    CommandLineRun.of("conform", "--without", "tbl", "x").assertComplains(known);
  }
}
