package io.splitproof.fuzz.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.doctor.Diagnosis.Level;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTreeTest {

  @Test
  void theMakefileTellsTheVersion() {
    assertEquals(
        "7.2.13",
        KernelTree.versionOf("# x\nVERSION = 7\nPATCHLEVEL = 2\nSUBLEVEL = 13\nNAME = Y\n"));
    assertEquals("", KernelTree.versionOf("all:\n"));
  }

  @Test
  void whatIsMissingIsNamed() {
    Diagnosis diagnosis = KernelTools.of("gcc 12", List.of("bc", "flex"), true);
    assertEquals(Level.BAD, diagnosis.level());
    assertTrue(diagnosis.text().contains("bc flex"), diagnosis::text);
  }

  @Test
  void withoutClangLessIsChecked() {
    assertEquals(Level.WARNING, KernelTools.of("gcc 12", List.of(), false).level());
    assertEquals(Level.OK, KernelTools.of("gcc 12", List.of(), true).level());
  }

  @Test
  void aLookAtTheToolsEnds() throws IOException {
    assertEquals("tools", KernelTools.look().subject());
  }
}
