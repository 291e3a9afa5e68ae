package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinimizeTest {

  private static final String BUG = "change-not-flushed";

  private static final String LONG =
      """
      machine 4K/39 kpti
      B3 = alloc_pages 64 near 0x90000
      A0 = vmalloc 5 near 0x80000
      set_memory_valid B3[7] 9 off
      vfree A0
      """;

  private static final String SHORT =
      """
      B0 = alloc_pages 1 near 0x80000
      set_memory_valid B0[0] 1 off
      """;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void theShortestGoesToStandardOutputAndWhatIsGoneIsSaid() throws IOException {
    Path file = file("long.txt", LONG);
    CommandLineRun run = CommandLineRun.of("minimize", "--variant", BUG, file);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertEquals(ProgramText.parse(SHORT), ProgramText.parse(run.out()));
    assertEquals("# variant " + BUG, run.out().lines().findFirst().orElseThrow());
    assertTrue(run.err().contains("steps 4 -> 2, machine 4K/39 kpti -> 4K/48 ("), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void minimisedAgainItStaysAsItIs() throws IOException {
    Path out = folder.resolve("out.txt");
    CommandLineRun.of("minimize", "--variant", BUG, file("long.txt", LONG), "-o", out);
    CommandLineRun again = CommandLineRun.of("minimize", out);
    assertEquals(Files.readString(out), again.out());
    assertTrue(again.err().contains("out.txt: minimal already ("), again.err());
  }

  @Test
  void theSignatureStaysTheOneOfTheChecksAsked() throws IOException {
    Path file = file("long.txt", LONG);
    CommandLineRun run =
        CommandLineRun.of("minimize", "--json", "--variant", BUG, "--checks", "tlb", file);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertTrue(json.get("signature").asText().startsWith("tlb:set_memory_valid:"), run.out());
    assertEquals(4, json.get("stepsBefore").asInt());
    assertEquals(2, json.get("steps").asInt());
    assertTrue(json.get("complete").asBoolean());
    assertEquals(ProgramText.parse(SHORT), ProgramText.parse(json.get("program").asText()));
  }

  @Test
  void aProgramThatShowsNothingGetsOneLine() throws IOException {
    Path file = file("short.txt", SHORT);
    CommandLineRun.of("minimize", file).assertComplains("short.txt: shows nothing on linux-7.2;");
    CommandLineRun.of("minimize", "--variant", BUG, "--checks", "leak", file)
        .assertComplains("shows nothing on " + BUG + " with these checks;");
  }

  @Test
  void whereItCannotBeWrittenNothingIsMinimised() throws IOException {
    Path out = folder.resolve("nowhere").resolve("out.txt");
    CommandLineRun.of("minimize", "--variant", BUG, file("long.txt", LONG), "-o", out)
        .assertComplains("nowhere: no such folder to write out.txt to");
  }

  @Test
  void whatTheFileSaysItShowsIsJudged() throws IOException {
    Path file = file("claims.txt", "# variant " + BUG + "\n" + LONG);
    assertEquals(ExitStatus.CLEAN, CommandLineRun.of("minimize", file).status());
    CommandLineRun.of("minimize", file("odd.txt", "# variant no-such\n" + SHORT))
        .assertComplains("'no-such', which is no variant");
  }

  @Test
  void aFolderLosesWhatBecameEqual() throws IOException {
    file("in/one.txt", "# variant " + BUG + "\n" + LONG);
    file("in/two.txt", "# variant " + BUG + "\n" + SHORT);
    file("in/three.txt", "# variant flush-twice\n" + LONG);
    Path out = folder.resolve("out");
    Path in = folder.resolve("in");
    CommandLineRun run = CommandLineRun.of("minimize", in, "-o", out);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertEquals(List.of("one.txt", "three.txt"), names(out));
    assertTrue(run.err().contains("two.txt: became equal to one.txt"), run.err());
    assertTrue(run.err().contains("3 programs, 2 different ones now, 0 that"), run.err());
    Program program = ProgramText.parse(Files.readString(out.resolve("one.txt")));
    assertEquals(ProgramText.parse(SHORT), program);
  }

  @Test
  void aFolderNeedsAPlaceToGoTo() throws IOException {
    file("in/one.txt", LONG);
    CommandLineRun.of("minimize", folder.resolve("in")).assertComplains("say with -o where");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CommandLineRun.of("minimize", empty, "-o", folder.resolve("out"))
        .assertComplains("no programs in it");
  }

  /** To run it once takes longer than the budget, on any machine. */
  @Test
  void stoppedEarlyItSaysSo() throws IOException {
    String busy = "A1 = vmalloc 64 near 0xa0000\nvfree A1\n".repeat(1500);
    Path file = file("long.txt", LONG.replace("set_memory_valid", busy + "set_memory_valid"));
    CommandLineRun run = CommandLineRun.of("minimize", "--variant", BUG, "--budget", "1ms", file);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertTrue(run.err().contains("stopped early"), run.err());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
