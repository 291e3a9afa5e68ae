package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfProgramTest {

  private static final String TEXT =
      "# a comment\nmachine 4K/48 ram 0x40000000+4G\n\nclients any\n"
          + "B0 = alloc_pages 1 near 0x80000\n# between\nset_memory_ro B0[0] 1\n";

  @TempDir private Path folder;

  @Test
  void knowsTheLineOfEachStep() throws IOException {
    ShelfProgram program =
        ShelfProgram.read(Files.writeString(folder.resolve("one.txt"), TEXT));
    assertEquals(5, program.line(0));
    assertEquals(7, program.line(1));
    assertEquals(7, program.line(2));
    assertEquals(2, program.line(-1));
  }

  @Test
  void complainsWithFileAndLine() throws IOException {
    Path file = Files.writeString(folder.resolve("one.txt"), TEXT + "set_memory_zz B0[0] 1\n");
    String message =
        assertThrows(IOException.class, () -> ShelfProgram.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": line 8: "), message);
  }
}
