package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayElsewhereTest {

  private static final String BUG = "change-not-flushed";
  private static final String SIGNATURE =
      "tlb:set_memory_valid:linear:fault/cached-valid-writable";

  private static final String STEPS =
      "B0 = alloc_pages 1 near 0x80000\nset_memory_valid B0[0] 1 off\n";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("it's one.txt"), text);
  }

  @Test
  void aFindingComesWithTheCommandThatShowsItAgain() throws IOException {
    Path file = file(STEPS);
    CommandLineRun run =
        CommandLineRun.of("replay", "--variant", BUG, "--checks", "tlb", "--clients", "any", file);
    String quoted = "'" + file.toString().replace("'", "'\\''") + "'";
    String again =
        "again: ./splitproof replay --variant " + BUG + " --checks tlb --clients any " + quoted;
    assertTrue(run.out().contains("\n" + again + "\n"), run.out());
    assertTrue(run.out().contains(", any clients\n"), run.out());
  }

  @Test
  void variantsThatAreTheSamePartNowhere() throws IOException {
    CommandLineRun run = CommandLineRun.of("replay", "--against", "canary-never", file(STEPS));
    assertEquals(ExitStatus.CLEAN, run.status());
    assertTrue(run.out().endsWith("  the same at every step\n"), run.out());
  }

  @Test
  void aVariantIsNotComparedWithItself() throws IOException {
    CommandLineRun.of("replay", "--against", "linux-7.2", file(STEPS))
        .assertComplains("--against linux-7.2: is what --variant names");
  }

  @Test
  void whereVariantsPartIsAFinding() throws IOException {
    Path file = file(STEPS);
    CommandLineRun run = CommandLineRun.of("replay", "--against", BUG, file);
    assertEquals(ExitStatus.FINDING, run.status());
    String where = "  differ after step 1: set_memory_valid B0[0] 1 off\n    verdict:\n";
    assertTrue(run.out().contains(where), run.out());
    CommandLineRun inJson = CommandLineRun.of("replay", "--json", "--against", BUG, file);
    JsonNode parting = new ObjectMapper().readTree(inJson.out()).get("partings").get(0);
    assertEquals(SIGNATURE, parting.get("against").asText());
  }

  @Test
  void theFirstVariantToShowItIsNamed() throws IOException {
    Path file = file(STEPS);
    String order = "linux-7.2," + BUG + ",flush-local-cpu-only";
    CommandLineRun run = CommandLineRun.of("replay", "--bisect", order, file);
    assertEquals(ExitStatus.FINDING, run.status());
    assertTrue(run.out().endsWith("  " + BUG + " is the first to show " + SIGNATURE + "\n"));
    CommandLineRun clean = CommandLineRun.of("replay", "--bisect", BUG + ",linux-7.2", file);
    assertEquals(ExitStatus.CLEAN, clean.status());
    assertTrue(clean.out().endsWith("  the last one agrees: nothing to look for\n"), clean.out());
  }

  @Test
  void whatTheFileSaysItFindsIsLookedFor() throws IOException {
    Path file = file("# finds some:thing\n" + STEPS);
    CommandLineRun run = CommandLineRun.of("replay", "--bisect", "v7," + BUG, "--json", file);
    assertEquals(ExitStatus.CLEAN, run.status());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals("some:thing", json.get("wanted").asText());
    assertTrue(json.get("first").isNull());
    assertEquals(SIGNATURE, json.get("verdicts").get(1).get("signature").asText());
  }

  @Test
  void aTestIsPrintedAndTheVerdictSaidBesideIt() throws IOException {
    CommandLineRun run = CommandLineRun.of("replay", "--java", "--variant", BUG, file(STEPS));
    assertEquals(ExitStatus.FINDING, run.status());
    assertTrue(run.out().startsWith("import static org.junit.jupiter"), run.out());
    assertTrue(run.out().contains("class TlbSetMemoryValid"), run.out());
    assertEquals("splitproof replay: diverges: " + SIGNATURE, run.err().strip());
  }

  @ParameterizedTest
  @CsvSource({
    "--java --json,--java prints a test",
    "--java --dump,nothing else",
    "--against v7 --bisect v7,two questions",
    "--leaves,--against",
    "--against v7 --dump,compare verdicts",
    "--bisect no-such,no variant 'no-such'",
    "--clients polite,'[well-behaved, any]'"
  })
  void optionsThatDoNotFitGetOneLine(String options, String what) throws IOException {
    Object[] words = ("replay " + options + " FILE").split(" ");
    words[words.length - 1] = file(STEPS).toString();
    CommandLineRun.of(words).assertComplains(what);
  }
}
