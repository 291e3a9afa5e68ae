package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static Tally some() {
    Tally tally = new Tally();
    tally.ran("4K/48", 30, 2);
    tally.ran("64K/42", 5, 0);
    tally.ran("4K/48", 7, 1);
    tally.found("mapping:vmalloc:frames:memory accounted for/a table leaked: it, nowhere");
    tally.found("result:vfree:call:0/-EINVAL");
    tally.found("result:vfree:call:0/-EINVAL");
    tally.reached(123, 45, 6);
    return tally;
  }

  @Test
  void itCounts() {
    Tally tally = some();
    assertEquals(3, tally.programs());
    assertEquals(42, tally.operations());
    assertEquals(3, tally.skipped());
    assertEquals(Map.of("4K/48", 2L, "64K/42", 1L), tally.counts(Tally.Count.GEOMETRY));
    assertEquals(2, tally.counts(Tally.Count.FINDING).get("result:vfree:call:0/-EINVAL"));
    assertEquals(3, tally.found("result:vfree:call:0/-EINVAL"));
  }

  @Test
  void aLineSaysItAll() {
    Tally read = Tally.parse(some().line());
    assertEquals(some().line(), read.line());
    assertEquals(123, read.nanos());
    assertEquals(45, read.states());
    assertEquals(6, read.singletons());
  }

  @Test
  void talliesAddUp() {
    Tally sum = some();
    sum.add(some());
    assertEquals(6, sum.programs());
    assertEquals(84, sum.operations());
    assertEquals(4, sum.counts(Tally.Count.FINDING).get("result:vfree:call:0/-EINVAL"));
    assertEquals(123, sum.nanos());
    assertEquals(45, sum.states());
    assertEquals(12, sum.singletons());
    assertEquals(4, sum.counts(Tally.Count.GEOMETRY).get("4K/48"));
  }

  @Test
  void otherLinesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Tally.parse(""));
    assertThrows(IllegalArgumentException.class, () -> Tally.parse("1\t2"));
    assertThrows(IllegalArgumentException.class, () -> Tally.parse("a\tb\tc"));
  }

  @Test
  void aLineThatWasCutOffIsRefusedWhereverItEnds() {
    String line = some().line();
    for (int end = 0; end < line.length(); end++) {
      String cut = line.substring(0, end);
      assertThrows(IllegalArgumentException.class, () -> Tally.parse(cut), cut);
    }
  }
}
