package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlushTest {

  private static final long PAGE = 4096;

  private static Flush pages(long first, long count) {
    return new Flush(first * PAGE, (first + count) * PAGE, 1, false);
  }

  @Test
  void singlePagesThatFollowEachOtherAreFolded() {
    List<Flush> calls = List.of(pages(1, 1), pages(2, 1), pages(3, 1), pages(5, 1));
    assertEquals(
        List.of(new Flush(PAGE, 4 * PAGE, 3, false), pages(5, 1)), Flush.folded(calls, PAGE));
  }

  @Test
  void rangesAreNot() {
    List<Flush> calls = List.of(pages(1, 1), pages(2, 4), pages(6, 1));
    assertEquals(calls, Flush.folded(calls, PAGE));
  }

  @Test
  void descendingPagesAreNot() {
    List<Flush> calls = List.of(pages(3, 1), pages(2, 1));
    assertEquals(calls, Flush.folded(calls, PAGE));
  }

  @Test
  void structPagesAndFixmapAreTheKernelsOwn() {
    KernelTraffic traffic = new KernelTraffic(Geometry.named("4K/48"));
    assertTrue(traffic.isOwn(new Flush(0xfffffdffc0000000L, 0xfffffdffc0001000L, 1, false)));
    assertTrue(traffic.isOwn(new Flush(0xffffffffff42e000L, 0xffffffffff42f000L, 1, false)));
    assertFalse(traffic.isOwn(new Flush(0xfffffdffbffff000L, 0xfffffdffc0000000L, 1, false)));
    assertFalse(traffic.isOwn(new Flush(0xffff000000000000L, 0xffff8000807f2000L, 1, true)));
  }

  @Test
  void soIsKfencesPoolOnceItHasOne() {
    KernelTraffic traffic = new KernelTraffic(Geometry.named("4K/48"));
    Flush hidden = new Flush(0xffff0000c06fc000L, 0xffff0000c06fd000L, 1, false);
    assertFalse(traffic.isOwn(hidden));
    traffic.kfencePool(0xffff0000c0600000L, 0xffff0000c0800000L);
    assertTrue(traffic.isOwn(hidden));
    assertFalse(traffic.isOwn(new Flush(0xffff0000c0600000L, 0xffff8000807f2000L, 1, true)));
  }
}
