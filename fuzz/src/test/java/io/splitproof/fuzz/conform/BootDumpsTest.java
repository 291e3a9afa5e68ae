package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootDumpsTest {

  private static ConformanceResult compare(Path folder, String name, String text)
      throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return new Conformance(Variants.byDefault()).run(file);
  }

  @Test
  void aChangedAttributeIsNoticed(@TempDir Path folder) throws IOException {
    String text = Recordings.text("dump-bbml2-4G.boot.ptdump.gz").replaceFirst(" ro ", " RW ");
    ConformanceResult result = compare(folder, "dump-bbml2-4G.boot.ptdump", text);
    assertEquals(1, result.mismatches());
    assertEquals(3, result.first().line());
  }

  @Test
  void withDebugPageallocOnlyValidityIsLeftOut(@TempDir Path folder) throws IOException {
    String name = "dump-bbml2-debugpa-4G.boot.ptdump";
    String text = Recordings.text(name + ".gz");
    String otherFree = text.replaceFirst("PTE F     RW NX SHD AF NG", "PTE       RW NX SHD AF");
    assertEquals(0, compare(folder, name, otherFree).mismatches());
    assertEquals(1, compare(folder, name, text.replaceFirst("PTE +ro", "PTE RW")).mismatches());
  }

  @Test
  void anUnknownMachineIsAClearError(@TempDir Path folder) {
    RecordingFormatException e =
        assertThrows(
            RecordingFormatException.class,
            () -> compare(folder, "my.boot.ptdump", "---[ Linear Mapping start ]---\n"));
    assertEquals(
        "my.boot.ptdump: it is not known which machine this dump was made on", e.getMessage());
  }

  @Test
  void aFileThatIsNoDumpIsAClearError(@TempDir Path folder) {
    RecordingFormatException e =
        assertThrows(
            RecordingFormatException.class,
            () -> compare(folder, "dump-pte-4G.boot.ptdump", "hello\n"));
    assertEquals(
        "dump-pte-4G.boot.ptdump:1: no '---[ Linear Mapping start ]---'", e.getMessage());
  }
}
