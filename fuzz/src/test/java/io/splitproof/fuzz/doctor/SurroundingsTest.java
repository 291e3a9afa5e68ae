package io.splitproof.fuzz.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.doctor.Diagnosis.Level;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

  private static final long GIB = 1L << 30;

  @TempDir private Path folder;

  private static void assertLevel(Level level, Diagnosis diagnosis) {
    assertEquals(level, diagnosis.level(), diagnosis::toString);
    assertEquals(level == Level.OK, diagnosis.remedy().isEmpty(), diagnosis::toString);
  }

  @Test
  void aJreCannotBuild() {
    Path home = Path.of(System.getProperty("java.home"));
    assertLevel(Level.OK, Surroundings.java(Runtime.version(), "vendor", home));
    assertLevel(Level.WARNING, Surroundings.java(Runtime.version(), "vendor", folder));
  }

  @Test
  void memoryIsCountedInWorkers() {
    assertTrue(Surroundings.memory(8 * GIB, 16 * GIB).text().endsWith("workers: 5"));
    assertLevel(Level.OK, Surroundings.memory(8 * GIB, 16 * GIB));
    assertLevel(Level.WARNING, Surroundings.memory(GIB, 16 * GIB));
  }

  @Test
  void busyProcessorsAreSlow() {
    assertLevel(Level.OK, Surroundings.processors(4, 0.2));
    assertLevel(Level.WARNING, Surroundings.processors(4, 0.99));
  }

  @Test
  void workersNeedFiles() {
    assertLevel(Level.OK, Surroundings.files(4096));
    assertLevel(Level.WARNING, Surroundings.files(1000));
    assertLevel(Level.BAD, Surroundings.files(100));
  }

  @Test
  void foldersNeedRoom() {
    assertLevel(Level.OK, Surroundings.room("disk", folder, 50 * GIB, "go elsewhere"));
    assertLevel(Level.WARNING, Surroundings.room("disk", folder, GIB / 2, "go elsewhere"));
    assertLevel(Level.BAD, Surroundings.room("disk", folder, 1000, "go elsewhere"));
  }

  @Test
  void aFolderThatIsNotThereIsBad() {
    assertTrue(Surroundings.folder("disk", folder, "go elsewhere").isBearable());
    Diagnosis gone = Surroundings.folder("disk", folder.resolve("gone"), "go elsewhere");
    assertLevel(Level.BAD, gone);
    assertFalse(gone.isBearable());
  }
}
