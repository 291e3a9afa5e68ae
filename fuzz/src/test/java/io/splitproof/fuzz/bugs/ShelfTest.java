package io.splitproof.fuzz.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {

  private static final String ONE = "B0 = alloc_pages 512 near 0x80000\n";
  private static final String SHOWS =
      ONE + "set_memory_valid B0[0] 512 off\nset_memory_valid B0[0] 512 on\n";

  private static void put(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aProgramIsFoundByItsHeader(@TempDir Path folder) throws IOException {
    put(folder, "a.txt", "# Some bug.\n# variant v7\n" + ONE);
    put(folder, "b.txt", ONE);
    put(folder, "c.md", "# variant other\n");
    Shelf shelf = new Shelf(folder);
    assertEquals(ProgramText.parse(ONE), shelf.program("v7"));
    assertNull(shelf.program("other"));
  }

  @Test
  void theNamesakeGoesFirst(@TempDir Path folder) throws IOException {
    put(folder, "a.txt", "# variant v7\n" + ONE);
    put(folder, "v7.txt", "# variant v7\n" + SHOWS);
    assertEquals(ProgramText.parse(SHOWS), new Shelf(folder).program("v7"));
  }

  @Test
  void aReplayWithEachCheckAloneSaysWhichFindIt(@TempDir Path folder) throws IOException {
    put(folder, "v7.txt", "# variant v7\n" + SHOWS);
    Bug bug = Bugs.named("v7", new Shelf(folder));
    String signature = "permission:set_memory_valid:linear:fault->valid-writable/fault";
    assertEquals(signature, Replays.signature(bug));
    assertEquals(true, Replays.foundAlone(bug).contains("permission"));
    assertEquals(false, Replays.foundAlone(bug).contains("mapping"));
  }

  @Test
  void withoutAProgramNothingIsReplayed(@TempDir Path folder) throws IOException {
    Bug bug = Bugs.named("v7", new Shelf(folder));
    Program none = bug.program();
    assertNull(none);
    assertNull(Replays.signature(bug));
    assertEquals(List.of(), Replays.foundAlone(bug));
  }

  @Test
  void anUnknownBugIsNamed(@TempDir Path folder) throws IOException {
    Shelf shelf = new Shelf(folder);
    assertThrows(IllegalArgumentException.class, () -> Bugs.named("no-such", shelf));
  }
}
