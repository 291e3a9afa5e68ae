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

class ReplayNotesTest {

  private static final String BUG = "reset-misses-last-page";
  private static final String SIGNATURE = "leak:vfree:linear:valid-writable/invalid-writable";
  private static final String STEPS = "A0 = vmalloc 1 reset near 0x80000\nvfree A0\n";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("one.txt"), text);
  }

  @Test
  void anotherVariantThanTheHeaderNamesIsNoted() throws IOException {
    Path file = file("# variant " + BUG + "\n# finds " + SIGNATURE + "\n" + STEPS);
    CommandLineRun run = CommandLineRun.of("replay", file);
    assertEquals(ExitStatus.CLEAN, run.status());
    String note = " says it shows a fault of " + BUG + "; replay with --variant " + BUG;
    assertEquals("splitproof replay: " + file + note, run.err().strip());
    assertEquals(run.err(), CommandLineRun.of("replay", "--fail-each", file).err());
  }

  @Test
  void theRightVariantAndSignatureNeedNoNote() throws IOException {
    Path file = file("# A fault.\n# variant " + BUG + "\n# finds " + SIGNATURE + "\n" + STEPS);
    CommandLineRun run = CommandLineRun.of("replay", "--checks", "leak", "--variant", BUG, file);
    assertEquals(ExitStatus.FINDING, run.status(), run::toString);
    assertEquals("", run.err());
  }

  @Test
  void anotherSignatureIsNoted() throws IOException {
    Path file = file("# variant " + BUG + "\n# finds some:thing\n" + STEPS);
    CommandLineRun run = CommandLineRun.of("replay", "--checks", "leak", "--variant", BUG, file);
    String note = " says that it finds some:thing; this found " + SIGNATURE;
    assertEquals("splitproof replay: " + file + note, run.err().strip());
  }

  @Test
  void agreeingOverNothingIsSaid() throws IOException {
    Path file = file("vfree A0\n");
    CommandLineRun run = CommandLineRun.of("replay", file);
    assertEquals(ExitStatus.CLEAN, run.status());
    String verdict = "\nagrees, but nothing ran  (0 operations, 1 skipped)";
    assertTrue(run.out().contains(verdict), run.out());
    JsonNode json = json("replay", "--json", file);
    assertEquals(0, json.get("applied").asInt());
    assertTrue(json.get("clean").asBoolean());
  }

  @Test
  void jsonHasTheMachineAndTheClients() throws IOException {
    Path file = file("machine 4K/39 kpti\nclients any\n" + STEPS);
    for (String option : new String[] {"--json", "--json --fail-each"}) {
      JsonNode json = json((Object[]) ("replay " + option + " " + file).split(" "));
      assertTrue(json.get("machine").asText().startsWith("4K/39 "), json::toString);
      assertEquals("any", json.get("clients").asText());
      assertTrue(json.get("checks").isArray());
    }
  }

  private static JsonNode json(Object... arguments) throws IOException {
    return new ObjectMapper().readTree(CommandLineRun.of(arguments).out());
  }
}
