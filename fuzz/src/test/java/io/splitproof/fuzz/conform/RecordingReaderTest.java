package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingReaderTest {

  private static final String DANGER = "danger4.ops.txt.gz";

  private static Recording read(String name) throws IOException {
    return RecordingReader.read(Recordings.folder().resolve(name));
  }

  @Test
  void theMachineIsReadFromTheEnvironment() throws IOException {
    RecordedMachine machine = read("bbml2-64k-6g.ops.txt.gz").machine();
    assertEquals("64K/48", machine.geometry().name());
    assertEquals(0x40000000L, machine.config().memstart());
    assertEquals(0x407f0000L, machine.config().kernel().initBegin());
    assertEquals(0x40210000L, machine.config().kernel().stext());
    assertEquals(Bbml2.ALL, machine.config().bbml2());
  }

  @ParameterizedTest
  @CsvSource({
    "bbml2-6g, ALL, FULL, NONE, false",
    "pte-6g, NONE, FULL, NONE, false",
    "mixed-6g-smp2, BOOT, FULL, NONE, false",
    "bbml2-6g-rodata_noalias, ALL, NOALIAS, NONE, false",
    "kfence-late-bbml2, ALL, FULL, LATE, false",
    "bbml2-6g-kpti, ALL, FULL, NONE, true"
  })
  void whatTheCommandLineAsksForIsRead(
      String name, Bbml2 bbml2, Rodata rodata, Kfence kfence, boolean nonGlobal)
      throws IOException {
    var config = read(name + ".ops.txt.gz").machine().config();
    assertEquals(bbml2, config.bbml2());
    assertEquals(rodata, config.rodata());
    assertEquals(kfence, config.kfence());
    assertEquals(nonGlobal, config.nonGlobal());
  }

  @Test
  void anOperationHasItsResultObjectsAndStates() throws IOException {
    RecordedStep step = read(DANGER).sequences().get(0).steps().get(0);
    RecordedOperation operation = (RecordedOperation) step;
    assertEquals("vm", operation.name());
    RecordedObject area = operation.objects().get(0);
    assertEquals(0xffff8000807ed000L, area.va());
    assertArrayEquals(new long[] {0x1003d8, 0x1003d9, 0x1003da, 0x1003db}, area.pfns());
    assertEquals(1, operation.after().pages().size());
    assertEquals(3, operation.after().counts().pud());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pa=1003d8000-1003db000|pa=1003d8000-1003dc000|8: pa= does not fit the range of pages",
        "n=4|n=5|7: the frames of A are cut off",
        "obj A area|obj A thing|7: an object should be an area, a block or reserved",
        "L=pud:|L=pid:|9: 'pid' should be one of [pud, cpmd, pmd, cpte, pte]",
        "us=320|WARN=1[mm/slub.c:1]|6: no known warning is at 'mm/slub.c:1'",
        "pud=3|pud=x|5: 'x' should be a decimal number",
        "st A 0-3|st A 3-0|9: '3-0' should be a range of pages",
        "st A|stt A|9: 'stt' is not expected here",
        "page=4096|page=8192|1: no known geometry has page=8192 va_bits=48",
        "cpus=1|cpus=0|1: cpus= should be at least 1",
        "env kernel|anv kernel|1: a recording starts with 'env' lines",
        "## seq|# seq|4: expected '## seq'",
      })
  void aWrongLineIsNamed(String word, String other, String complaint) throws IOException {
    String text = Recordings.text(DANGER);
    String wrong = text.replaceFirst(Pattern.quote(word), other);
    RecordingFormatException e =
        assertThrows(
            RecordingFormatException.class, () -> RecordingReader.parse("x.ops.txt", wrong));
    assertEquals("x.ops.txt:" + complaint, e.getMessage());
  }

  @Test
  void aTextCutOffIsNoticed() throws IOException {
    String text = Recordings.text(DANGER);
    String cut = text.substring(0, text.length() / 2);
    RecordingFormatException e =
        assertThrows(RecordingFormatException.class, () -> RecordingReader.parse("x", cut));
    assertTrue(e.getMessage().startsWith("x:"), e.getMessage());
  }

  @Test
  void aDamagedGzipFileIsNoticed(@TempDir Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(Recordings.folder().resolve(DANGER));
    Path cut = folder.resolve("cut.ops.txt.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    RecordingFormatException e =
        assertThrows(RecordingFormatException.class, () -> RecordingReader.read(cut));
    assertEquals("cut.ops.txt.gz: the gzip file is damaged or cut off", e.getMessage());
  }

  @Test
  void noDamageGivesAnythingButTheClearError() throws IOException {
    String text = Recordings.text("danger1.ops.txt.gz");
    Conformance conformance =
        new Conformance(Variants.byDefault(), config -> Verdicts.NONE);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int k = 0; k <= random.nextInt(3); k++) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
      }
      try {
        Recording recording = RecordingReader.parse("x", damaged.toString());
        conformance.run(recording);
      } catch (RecordingFormatException e) {
        assertTrue(e.getMessage().startsWith("x:"), e.getMessage());
      }
    }
  }
}
