package io.splitproof.fuzz.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.kernel.SourceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLinesTest {

  private static final SourceLine FIRST = new SourceLine("mm/vmalloc.c", "vfree", 7);
  private static final SourceLine SECOND = new SourceLine("mm/vmalloc.c", "vfree", 12);

  @TempDir private Path folder;

  private static SortedMap<SourceLine, Boolean> lines(boolean first, boolean second) {
    return new TreeMap<>(Map.of(FIRST, first, SECOND, second));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path findings = folder.resolve("findings");
    KernelLines.add(findings, lines(true, false));
    assertEquals(lines(true, false), KernelLines.read(KernelLines.file(findings)));
    String first = Files.readAllLines(KernelLines.file(findings)).get(0);
    assertEquals("mm/vmalloc.c\tvfree\t7\t1", first);
  }

  @Test
  void aLineOnceReachedStaysReached() throws IOException {
    KernelLines.add(folder, lines(true, false));
    KernelLines.add(folder, lines(false, true));
    assertEquals(lines(true, true), KernelLines.read(KernelLines.file(folder)));
  }

  @Test
  void whatIsNoTableIsNamed() throws IOException {
    Path file = Files.writeString(KernelLines.file(folder), "a\tb\t7\t1\na\tb\tc\t1\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> KernelLines.read(file)).getMessage();
    assertTrue(message.contains("line 2: expected a file"), message);
  }
}
