package io.splitproof.oracle.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** PageRuns is an array with one entry per page, kept in less memory. */
class PageRunsTest {

  private static final int PAGES = 40;

  /** One write to the map: set to {@code state}, or change by xor with it. */
  record Write(int first, int count, int state, boolean set) {}

  @Provide
  Arbitrary<List<Write>> writes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, PAGES - 1),
            Arbitraries.integers().between(-1, PAGES),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(true, false))
        .as(Write::new)
        .list()
        .ofMaxSize(30);
  }

  @Property
  void equalsOneEntryPerPage(@ForAll("writes") List<Write> writes) {
    PageRuns runs = new PageRuns();
    int[] pages = new int[2 * PAGES];
    for (Write write : writes) {
      apply(write, runs, pages);
      for (int page = 0; page < pages.length; page++) {
        assertEquals(pages[page], runs.get(page), "page " + page);
      }
    }
  }

  private static void apply(Write write, PageRuns runs, int[] pages) {
    if (write.set) {
      runs.set(write.first, write.count, write.state);
    } else {
      runs.change(write.first, write.count, state -> state ^ write.state);
    }
    for (int page = write.first; page < write.first + write.count; page++) {
      pages[page] = write.set ? write.state : pages[page] ^ write.state;
    }
  }

  @Property
  void runsAreAsLongAsTheyCanBe(@ForAll("writes") List<Write> writes) {
    PageRuns runs = new PageRuns();
    int[] pages = new int[2 * PAGES];
    writes.forEach(write -> apply(write, runs, pages));
    for (int index = 0; index + 1 < runs.runs(); index++) {
      assertNotEquals(runs.stateOf(index), runs.stateOf(index + 1));
      assertEquals(index, runs.indexOf(runs.endOf(index) - 1));
      assertEquals(runs.endOf(index), runs.runEnd(runs.endOf(index) - 1));
    }
    assertEquals(Long.MAX_VALUE, runs.endOf(runs.runs() - 1));
  }

  @Property
  void copyIsIndependent(@ForAll("writes") List<Write> writes) {
    PageRuns runs = new PageRuns();
    int[] pages = new int[2 * PAGES];
    writes.forEach(write -> apply(write, runs, pages));
    PageRuns copy = new PageRuns();
    copy.copyFrom(runs);
    runs.set(0, PAGES, 7);
    for (int page = 0; page < pages.length; page++) {
      assertEquals(pages[page], copy.get(page));
    }
  }

  @Test
  void costsNothingForATerabyte() {
    PageRuns runs = new PageRuns();
    runs.set(0, 1L << 28, 1);
    runs.change(5, 1L << 27, state -> state + 1);
    assertEquals(4, runs.runs());
  }

  @Test
  void negativePageIsABrokenInvariant() {
    assertThrows(AssertionError.class, () -> new PageRuns().get(-1));
  }
}
