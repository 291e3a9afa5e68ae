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

/** Systems side by side on the command line, and machines that some of them do not have. */
class SystemsTest {

  private static final String WINDOW =
      """
      machine 4K/48 ram 0x40000000+4G realm stage early
      B0 = alloc_pages 16 near 0x80000
      set_memory_decrypted B0[0] 16
      """;

  private static final String SHOWN =
      "result:set_memory_decrypted:call:0/-EINVAL warns [PARTIAL_LEAF, REALM_PAGES_LEAKED]";

  private static final String MIXED =
      "machine 4K/48 ram 0x40000000+4G bbml2 boot\nB0 = alloc_pages 1 near 0x80000\n";

  @TempDir private Path folder;

  private Path window;

  @BeforeEach
  void write() throws IOException {
    window = folder.resolve("window.txt");
    Files.writeString(
        window, "# thread March\n# had-by v8 " + SHOWN + "\n# fixed-in linux-7.2\n" + WINDOW);
  }

  private CommandLineRun systems(String... more) {
    Object[] arguments = new Object[more.length + 4];
    System.arraycopy(new Object[] {"bugs", "--systems", "--programs", folder}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandLineRun.of(arguments);
  }

  @Test
  void theTableSaysWhoShowsWhatAndWhere() {
    CommandLineRun run = systems();
    assertEquals(ExitStatus.CLEAN, run.status(), run.err());
    assertTrue(run.out().startsWith("fault   linux-7.2  v8\nwindow  clean      FOUND\n"));
    assertTrue(run.out().contains("  thread  March\n  finds   " + SHOWN + "\n  on      v8\n"));
    assertTrue(run.out().endsWith("\n1 of 1 faults as their programs say\n"), run.out());
  }

  @Test
  void theSameForMachines() throws IOException {
    JsonNode root = new ObjectMapper().readTree(systems("--json").out());
    assertTrue(root.get("asClaimed").asBoolean());
    JsonNode cell = root.get("faults").get(0).get("systems").get(1);
    assertEquals("v8", cell.get("variant").asText());
    assertEquals("found", cell.get("state").asText());
    assertEquals(SHOWN, cell.get("signature").asText());
  }

  @Test
  void aHeaderThatIsWrongIsAFinding() throws IOException {
    Files.writeString(window, "# fixed-in v8\n" + WINDOW);
    CommandLineRun run = systems();
    assertEquals(ExitStatus.FINDING, run.status());
    assertTrue(run.out().contains("window  FOUND!"), run.out());
  }

  @Test
  void huntingAndTheTableAreTwoThings() {
    systems("--seeds", "3").assertComplains("no use for --seeds");
    systems("v7").assertComplains("no use for v7");
  }

  @Test
  void whyVariantsPartIsSaidWhereItIsKnown() {
    CommandLineRun run =
        CommandLineRun.of("replay", "--variant", "v8", "--against", "rfc-v2", window);
    assertEquals(ExitStatus.FINDING, run.status());
    assertTrue(run.out().contains("    known: v8 has the known fault "), run.out());
  }

  @Test
  void aMachineThatAVariantDoesNotHaveIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("mixed.txt"), MIXED);
    String refusal = "rfc-v2 does not run on the machine 4K/48";
    CommandLineRun.of("replay", "--variant", "rfc-v2", file).assertComplains(refusal);
    CommandLineRun.of("minimize", "--variant", "rfc-v2", file).assertComplains(refusal);
    CommandLineRun.of("replay", "--bisect", "rfc-v2", file).assertComplains(refusal);
    CommandLineRun.of("fuzz", "--variant", "rfc-v2", "--machine", "4K/48 bbml2 boot")
        .assertComplains("--machine: " + refusal);
  }

  @Test
  void whoDoesNotHaveTheMachineIsSkippedBesideOthers() throws IOException {
    Path file = Files.writeString(folder.resolve("mixed.txt"), MIXED);
    CommandLineRun.of("replay", "--against", "rfc-v2", file).assertComplains("does not run on");
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(two.resolve("one.txt"), MIXED);
    Files.writeString(two.resolve("other.txt"), MIXED);
    CommandLineRun against = CommandLineRun.of("replay", "--against", "rfc-v2", two);
    assertEquals(ExitStatus.CLEAN, against.status());
    assertTrue(against.out().contains("skipped, rfc-v2 does not run on its machine"));
    CommandLineRun bisect = CommandLineRun.of("replay", "--bisect", "rfc-v2,v7", file);
    assertEquals(ExitStatus.CLEAN, bisect.status());
    assertTrue(bisect.out().contains("rfc-v2  does not run on this machine"), bisect.out());
  }
}
