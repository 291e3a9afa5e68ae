package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dictionaries beside the fuzz targets are those that the format asks for today. */
class DictionariesTest {

  private static final Path KEPT =
      Path.of(System.getProperty("splitproof.home"), "fuzz", "oss-fuzz");

  /** Bytes in the longest word libFuzzer takes. */
  private static final int LONGEST = 64;

  @Test
  void theOneOfRecordsIsUpToDate() throws IOException {
    assertKept("ProgramFuzzer.dict", Dictionaries.ofRecords());
  }

  @Test
  void theOneOfWordsIsUpToDate() throws IOException {
    assertKept("TextFuzzer.dict", Dictionaries.ofWords());
  }

  @Test
  void everyOperationHasARecord() {
    Set<Opcode> named = EnumSet.noneOf(Opcode.class);
    for (String line : Dictionaries.ofRecords()) {
      if (line.startsWith("\"")) {
        assertEquals(2 + 4 * StepRecord.BYTES, line.length());
        named.add(Opcode.values()[Integer.parseInt(line.substring(3, 5), 16)]);
      }
    }
    assertEquals(EnumSet.allOf(Opcode.class), named);
    assertTrue(StepRecord.BYTES <= LONGEST);
  }

  @Test
  void wordsNeedNoEscapes() {
    for (String line : Dictionaries.ofWords()) {
      assertTrue(line.matches("#.*|\"[^\"\\\\]{1," + LONGEST + "}\""), line);
    }
  }

  /** Whoever changed the format copies the file over that the complaint names. */
  private static void assertKept(String name, List<String> expected) throws IOException {
    if (!Files.readAllLines(KEPT.resolve(name)).equals(expected)) {
      Path fresh = Files.createDirectories(Path.of("target", "dictionaries")).resolve(name);
      Files.write(fresh, expected);
      assertEquals(expected, Files.readAllLines(KEPT.resolve(name)), "as in " + fresh);
    }
  }
}
