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

class TwinsTest {

  @TempDir private Path folder;

  private Path program(String text) throws IOException {
    return Files.writeString(folder.resolve("p.txt"), text);
  }

  @Test
  void aSystemIsLikeItself() {
    CommandLineRun run = CommandLineRun.of("twins", "--programs", 30);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertTrue(run.out().contains("30 programs"), run.out());
    assertTrue(run.out().contains("0 programs differ"), run.out());
  }

  @Test
  void aDifferenceIsShownFromBothSides() throws IOException {
    Path file = program("A0 = vmalloc 4\nset_memory_ro A0[0] 4\nvfree A0\n");
    CommandLineRun run =
        CommandLineRun.of("twins", "--variant", "area-table-without-barrier", file);
    assertEquals(ExitStatus.FINDING, run.status(), run::toString);
    String out = run.out();
    assertTrue(out.startsWith("DIFFERENT  Vmalloc: barrier/barrier  (1 programs)"), out);
    assertTrue(out.contains("\n  A0 = vmalloc 1 near"), out);
    assertTrue(out.contains("    linux-7.2                   barrier    dsb-ishst"), out);
    assertTrue(out.contains("    area-table-without-barrier  barrier    isb"), out);
  }

  @Test
  void machinesReadIt() throws IOException {
    Path file = program("A0 = vmalloc 4\nvfree A0\n");
    CommandLineRun run = CommandLineRun.of("twins", "--json", file);
    JsonNode root = new ObjectMapper().readTree(run.out());
    assertTrue(root.get("same").asBoolean(), run.out());
    assertEquals(2, root.get("geometries").get("4K/48").get("operations").asInt(), run.out());
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    Path file = program("machine x86/48\nvm_unmap_aliases\n");
    CommandLineRun.of("twins", "--programs", 0).assertComplains("is not a number from 1 on");
    CommandLineRun.of("twins", "--programs", 5, file).assertComplains("not for files");
    CommandLineRun.of("twins", file).assertComplains("none of the programs is for both");
  }
}
