package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineTableTest {

  @TempDir private Path folder;

  private Map<SourceLine, Boolean> lines(String table) throws IOException {
    Files.writeString(folder.resolve("lines.tsv"), table);
    BitSet edges = new BitSet();
    edges.set(8);
    return LineTable.lines(folder.resolve("executor"), edges);
  }

  @Test
  void aLineIsReachedIfAnyOfItsEdgesIs() throws IOException {
    SourceLine one = new SourceLine("mm/vmalloc.c", "vfree", 7);
    SourceLine other = new SourceLine("mm/vmalloc.c", "vfree", 9);
    String table = "3\tmm/vmalloc.c\tvfree\t7\n8\tmm/vmalloc.c\tvfree\t7\n"
        + "3\tmm/vmalloc.c\tvfree\t9\n";
    assertEquals(Map.of(one, true, other, false), lines(table));
  }

  @Test
  void withoutATableThereAreNone() throws IOException {
    assertEquals(Map.of(), LineTable.lines(folder.resolve("executor"), new BitSet()));
  }

  @Test
  void whatIsNoTableIsTold() {
    assertThrows(ExecutorFailure.class, () -> lines("3\tmm/vmalloc.c\n"));
  }
}
