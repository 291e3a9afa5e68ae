package io.splitproof.fuzz.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.doctor.Diagnosis.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {

  private static final String GOOD = "machine 4K/48\nB0 = alloc_pages 1\n";

  @TempDir private Path folder;

  private void put(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void programsThatReadAndPassAreFine() throws IOException {
    put("good.txt", GOOD);
    assertEquals(Level.OK, Shelf.readable(folder).level());
    assertEquals(Level.OK, Shelf.passed(folder).level());
  }

  @Test
  void anUnreadableProgramIsNamed() throws IOException {
    put("good.txt", GOOD);
    put("torn.txt", "machine 4K/48\nB0 = alloc_pa");
    Diagnosis diagnosis = Shelf.readable(folder);
    assertEquals(Level.BAD, diagnosis.level());
    assertTrue(diagnosis.text().contains("torn.txt"), diagnosis::text);
  }

  @Test
  void aProgramThatDoesNotDoWhatItsHeaderSaysIsNamed() throws IOException {
    put("odd.txt", "# finds permission:vfree:area:fault->fault/fault\n" + GOOD);
    Diagnosis diagnosis = Shelf.passed(folder);
    assertEquals(Level.BAD, diagnosis.level());
    assertTrue(diagnosis.text().contains("odd.txt"), diagnosis::text);
  }

  @Test
  void aShelfThatIsNotThereIsBad() throws IOException {
    assertEquals(Level.BAD, Shelf.readable(folder.resolve("gone")).level());
    assertEquals(Level.BAD, Shelf.readable(folder).level());
  }
}
