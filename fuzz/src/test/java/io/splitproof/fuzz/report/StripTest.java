package io.splitproof.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.conform.LeafKind;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StripTest {

  private static final long BLOCK = 2 << 20;

  private static List<Strip> strips(String variant, String program) {
    return Reenactment.of(Samples.program(program), Variants.named(variant), Checks.ALL);
  }

  private static Strip only(String variant, String program) {
    List<Strip> strips = strips(variant, program);
    assertEquals(1, strips.size());
    return strips.get(0);
  }

  private static Moment last(Strip strip) {
    return strip.moments().get(strip.moments().size() - 1);
  }

  @Test
  void aProgramThatRunsCleanHasNone() {
    assertEquals(List.of(), strips("linux-7.2", Samples.INVALID_BLOCK));
  }

  @Test
  void theBlockIsShownBeforeAndAfterTheStepThatDiverged() {
    Strip strip = only("v7", Samples.INVALID_BLOCK);
    assertEquals(List.of("before", "after"), strip.moments().stream().map(Moment::name).toList());
    long va = Samples.INVALID_BLOCK_VA;
    for (Moment moment : strip.moments()) {
      Stretch found = Moment.at(moment.found(), va);
      assertEquals(LeafKind.PMD, found.leaf());
      assertEquals(BLOCK, found.bytes());
      assertEquals("---", found.letters());
    }
    assertEquals("---", Moment.at(strip.moments().get(0).oracle(), va).letters());
    assertEquals("rw-", Moment.at(last(strip).oracle(), va).letters());
  }

  @Test
  void thePagesThatDivergeAreTheBlocksAndNoOthers() {
    Strip strip = only("v7", Samples.INVALID_BLOCK);
    long first = Samples.INVALID_BLOCK_VA;
    for (long va : strip.cuts().subList(0, strip.columns())) {
      boolean inside = va >= first && va < first + BLOCK;
      assertEquals(inside, !last(strip).fault(va).isEmpty(), Long.toHexString(va));
      assertEquals("", strip.moments().get(0).fault(va), Long.toHexString(va));
    }
    assertEquals(first, strip.pin());
    assertEquals(new Extent(first, first + BLOCK), strip.asked());
  }

  @Test
  void neighboursAreShownToo() {
    Strip strip = only("v7", Samples.INVALID_BLOCK);
    assertEquals(Samples.INVALID_BLOCK_VA - BLOCK, strip.start());
    assertEquals(Samples.INVALID_BLOCK_VA + 2 * BLOCK, strip.end());
  }

  @Test
  void whereAResultIsWrongTheOracleShowsWhatShouldHaveBeen() {
    Strip strip =
        only(
            "v7",
            """
            machine 4K/48 ram 0x40000000+4G
            clients well-behaved
            B0 = alloc_pages 512 near 0x80000
            set_memory_valid B0[0] 512 off
            set_memory_valid B0[0] 1 on
            """);
    Moment after = last(strip);
    assertEquals("rw-", Moment.at(after.oracle(), Samples.INVALID_BLOCK_VA).letters());
    assertTrue(after.fault(Samples.INVALID_BLOCK_VA).startsWith("should be valid-writable"));
  }

  @Test
  void aVerdictOnOneStoreShowsTheMomentAfterIt() {
    Strip strip =
        strips(
                "split-breaks-before-making",
                """
                machine 4K/48 ram 0x40000000+4G
                clients well-behaved
                B0 = alloc_pages 1 near 0x80000
                set_memory_valid B0[0] 1 off
                """)
            .get(0);
    Moment passing = strip.accused();
    assertTrue(passing.name().startsWith("in passing, after the store at pa "), passing.name());
    assertEquals("none", Moment.at(passing.found(), strip.pin()).letters());
    assertEquals(3, strip.moments().size());
  }

  @Test
  void aContiguousGroupThatIsNotUniformIsMarkedWhole() {
    Strip strip =
        strips(
                "v7",
                """
                machine 16K/48 ram 0x40000000+1G tables inside stage early
                clients well-behaved
                A1 = vmalloc 7 reset near 0x10456
                set_memory_rox A1[3] 3
                """)
            .get(0);
    Moment after = last(strip);
    long group = strip.geometry().bytes(Geometry.PTE) * strip.geometry().contPtes();
    long start = Geometry.alignDown(strip.pin(), group);
    for (long va = start; va < start + group; va += strip.geometry().pageBytes()) {
      assertTrue(after.fault(va).contains("contiguous group"), after.fault(va));
      assertEquals("mixed", after.sign(va));
    }
    assertEquals("", after.fault(start - 1));
    assertEquals("", after.fault(start + group));
  }

  @Test
  void ofManyColumnsThoseAroundThePinAreShown() {
    List<Stretch> pages = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int state = i % 2 == 0 ? 7 : 3;
      pages.add(new Stretch(4096L * i, 4096L * (i + 1), state, 0, LeafKind.PTE, 4096, false, ""));
    }
    Moment moment = new Moment("after", List.of(), pages);
    Geometry geometry = Geometry.named("4K/48");
    Strip strip = Strip.of(geometry, 4096 * 70, "", null, List.of(moment));
    assertEquals(24, strip.columns());
    assertTrue(strip.start() < strip.pin() && strip.pin() < strip.end());
    assertEquals(12, strip.pinned());
    assertNull(strip.shown(pages.get(0)));
  }

  @Test
  void aPageWhoseTablesAreWellIsMarkedAsNamedOnly() {
    Strip strip =
        only(
            "flush-local-cpu-only",
            """
            machine 4K/48 ram 0x40000000+4G
            clients well-behaved
            B0 = alloc_pages 1 near 0x80000
            set_memory_valid B0[0] 1 off
            """);
    assertEquals("", last(strip).fault(strip.pin()));
    String drawn = StripDrawing.of(strip).render();
    String va = Long.toHexString(strip.pin());
    assertTrue(drawn.contains("class=\"diverges unseen\" data-va=\"" + va + "\""), drawn);
    assertTrue(drawn.contains("should be fault, is cached-valid-writable"), drawn);
  }

  @Test
  void otherChecksSeeOtherThings() {
    Set<CheckName> context = Checks.parse("context");
    assertEquals(
        List.of(),
        Reenactment.of(
            Samples.program(Samples.INVALID_BLOCK), Variants.named("v7"), context));
  }

  @Test
  void stretchesJoinOnlyWhatGoesOn() {
    Stretch first = new Stretch(0, 4096, 7, 0x1000, LeafKind.PTE, 4096, false, "");
    Stretch next = new Stretch(4096, 8192, 7, 0x2000, LeafKind.PTE, 4096, false, "");
    Stretch astray = new Stretch(4096, 8192, 7, 0x5000, LeafKind.PTE, 4096, false, "");
    assertNotNull(first.join(next));
    assertNull(first.join(astray));
  }

  @Test
  void aPageThatGoesElsewhereDiverges() {
    Stretch own = new Stretch(0, 4096, 7, 0x1000, null, 4096, false, "");
    Stretch other = new Stretch(0, 4096, 7, 0x5000, LeafKind.PTE, 4096, false, "");
    Moment moment = new Moment("after", List.of(own), List.of(other));
    assertEquals("goes to another frame than its own", moment.fault(0));
    assertEquals("", new Moment("after", List.of(own), List.of(own)).fault(0));
  }
}
