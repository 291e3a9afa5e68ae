package io.splitproof.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.report.CampaignHistory.Sample;
import io.splitproof.fuzz.run.ShellWord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageFiguresTest {

  private static final double NONE = Double.NaN;

  private static CampaignHistory history(int samples) {
    List<Sample> all = new ArrayList<>();
    for (int i = 1; i <= samples; i++) {
      all.add(new Sample(i, 10 * i, NONE, NONE, NONE, NONE, NONE, NONE, NONE));
    }
    return new CampaignHistory(all);
  }

  @Test
  void numbersAreGroupedAndTimesHaveOneUnit() {
    assertEquals("131\u202f824", Figures.of(131824));
    assertEquals("0.5", Figures.of(0.5));
    assertEquals("\u2013", Figures.of(Double.NaN));
    assertEquals("15k", Figures.brief(15000));
    assertEquals("0.030 s", Figures.seconds(0.03));
    assertEquals("1.5 min", Figures.seconds(90));
    assertEquals("2 d", Figures.seconds(2 * 86400));
  }

  @Test
  void ticksAreRoundAndReachTheGreatest() {
    assertEquals(List.of(0.0, 20.0, 40.0, 60.0), Ticks.upTo(56).values());
    assertEquals(1.0, Ticks.upTo(1).last());
    assertEquals(List.of(0.0, 5.0, 10.0, 15.0), Ticks.ofTime(18).values());
    assertEquals(List.of(0.0, 86400.0 * 2, 86400.0 * 4, 86400.0 * 6),
        Ticks.ofTime(86400 * 7).values());
  }

  @Test
  void aCurveNeedsTwoPointsThatAreKnown() {
    assertNull(Chart.of("programs", history(1), Sample::programs));
    assertNull(Chart.of("states", history(5), Sample::states));
    assertNotNull(Chart.of("programs", history(2), Sample::programs));
  }

  @Test
  void aLongCampaignsCurveKeepsItsEndsAndFewPoints() {
    String drawn = Chart.of("programs", history(100_000), Sample::programs).render();
    assertTrue(drawn.contains("from 10 to 1\u202f000\u202f000"), drawn.substring(0, 300));
    assertTrue(drawn.length() < 100_000, () -> "" + drawn.length());
  }

  @Test
  void whatAShellWouldReadOtherwiseIsQuoted() {
    assertEquals("a/b-c.txt", ShellWord.of("a/b-c.txt"));
    assertEquals("'a b'", ShellWord.of("a b"));
    assertEquals("'it'\\''s $x'", ShellWord.of("it's $x"));
  }
}
