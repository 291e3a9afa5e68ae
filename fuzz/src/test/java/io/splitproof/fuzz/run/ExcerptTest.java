package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What stays of a list of lines that is too long. */
class ExcerptTest {

  private static Excerpt of(int limit, int lines, int marked) {
    Excerpt excerpt = new Excerpt(limit);
    for (int i = 0; i < lines; i++) {
      String line = "line " + i;
      excerpt.add(() -> line);
      if (i == marked) {
        excerpt.mark(" <==");
      }
    }
    return excerpt;
  }

  @Test
  void aShortListStaysWhole() {
    Excerpt excerpt = of(4, 4, -1);
    assertEquals(List.of("line 0", "line 1", "line 2", "line 3"), excerpt.lines());
    assertEquals(0, excerpt.dropped());
  }

  @Test
  void ofALongOneTheFirstLinesStayAndTheLast() {
    Excerpt excerpt = of(4, 100, -1);
    assertEquals(
        List.of("line 0", "line 1", "… 96 more", "line 98", "line 99"), excerpt.lines());
    assertEquals(96, excerpt.dropped());
  }

  @Test
  void theLinesAroundTheOneThatMattersStay() {
    Excerpt excerpt = of(40, 1000, 500);
    List<String> lines = excerpt.lines();
    assertTrue(lines.containsAll(List.of("line 492", "line 500 <==", "line 508")), lines::toString);
    assertTrue(!lines.contains("line 491") && !lines.contains("line 509"), lines::toString);
    assertEquals(1000 - 40 - 17, excerpt.dropped());
  }

  @Test
  void onlyTheFirstMarkCounts() {
    Excerpt excerpt = of(10, 3, 1);
    excerpt.mark(" too late");
    assertEquals(List.of("line 0", "line 1 <==", "line 2"), excerpt.lines());
  }
}
