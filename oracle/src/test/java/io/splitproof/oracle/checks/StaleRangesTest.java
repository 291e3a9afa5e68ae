package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** StaleRanges is an array with one record per address, kept in less memory. */
class StaleRangesTest {

  private static final int ADDRESSES = 48;

  private enum Kind {
    ADD,
    TAKE,
    DROP
  }

  /** One call, with what it is given. */
  record Call(Kind kind, int start, int count, int pa, int state, int cpus, int moment) {}

  /** What is stale of one address. */
  private static final class Page {

    private int state;
    private long pa;
    private long cpus;
    private long moment;

    void add(Call call, int at) {
      boolean fresh = cpus == 0;
      long outputPa = call.pa + (at - call.start);
      boolean alike = fresh || state == call.state && pa == outputPa;
      state = (fresh ? 0 : state) | call.state | (alike ? 0 : StaleRanges.SEVERAL);
      pa = fresh ? outputPa : pa;
      moment = fresh ? call.moment : Math.max(moment, call.moment);
      cpus |= call.cpus;
    }

    void take(Call call) {
      cpus &= moment < call.moment ? ~(long) call.cpus : -1L;
    }

    void drop(Call call, int at) {
      cpus = state == call.state && pa == call.pa + (at - call.start) ? 0 : cpus;
    }
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    return Combinators.combine(
            Arbitraries.of(Kind.ADD, Kind.ADD, Kind.TAKE, Kind.DROP),
            Arbitraries.integers().between(0, ADDRESSES - 1),
            Arbitraries.integers().between(1, ADDRESSES / 2),
            Arbitraries.integers().between(100, 101),
            Arbitraries.integers().between(2, 3),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 4))
        .as(Call::new)
        .list()
        .ofMaxSize(25);
  }

  @Property
  void equalsOneRecordPerAddress(@ForAll("calls") List<Call> calls) {
    StaleRanges ranges = new StaleRanges();
    StaleRanges taken = new StaleRanges();
    Page[] pages = new Page[2 * ADDRESSES];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = new Page();
    }
    for (Call call : calls) {
      apply(call, ranges, taken, pages);
      for (int at = 0; at < pages.length; at++) {
        compare(ranges, at, pages[at]);
      }
      inOrder(ranges);
    }
  }

  private static void apply(Call call, StaleRanges ranges, StaleRanges taken, Page[] pages) {
    int end = call.start + call.count;
    switch (call.kind) {
      case ADD -> ranges.add(call.start, end, call.pa, call.state, call.cpus, call.moment);
      case TAKE -> ranges.take(call.start, end, call.cpus, call.moment, taken, 0);
      case DROP -> ranges.drop(call.start, end, call.pa, call.state);
    }
    for (int at = call.start; at < end; at++) {
      switch (call.kind) {
        case ADD -> pages[at].add(call, at);
        case TAKE -> pages[at].take(call);
        case DROP -> pages[at].drop(call, at);
      }
    }
  }

  private static void compare(StaleRanges ranges, int at, Page page) {
    int index = ranges.find(at);
    boolean stale = index < ranges.size() && ranges.start(index) <= at;
    assertEquals(page.cpus != 0, stale, "address " + at);
    if (stale) {
      assertEquals(page.state, ranges.state(index));
      assertEquals(page.pa, ranges.pa(index) + (at - ranges.start(index)));
      assertEquals(page.cpus, ranges.cpus(index));
      assertEquals(page.moment, ranges.moment(index));
    }
  }

  private static void inOrder(StaleRanges ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      assertTrue(ranges.start(i) < ranges.end(i));
      assertFalse(i > 0 && ranges.end(i - 1) > ranges.start(i));
    }
  }

  @Test
  void neighboursThatSayTheSameAreOne() {
    StaleRanges ranges = new StaleRanges();
    ranges.add(10, 20, 110, 2, 1, 5);
    ranges.add(30, 40, 130, 2, 1, 5);
    ranges.add(20, 30, 120, 2, 1, 5);
    assertEquals(1, ranges.size());
    assertEquals(40, ranges.end(0));
  }

  @Test
  void whatBecameStaleAtOtherMomentsJoinsOnceItIsDecided() {
    StaleRanges ranges = new StaleRanges();
    ranges.add(10, 20, 110, 2 | StaleRanges.UNDECIDED, 1, 5);
    ranges.add(20, 30, 120, 2 | StaleRanges.UNDECIDED, 1, 6);
    assertEquals(2, ranges.size());
    ranges.decide(10, 11);
    ranges.decide(29, 30);
    assertEquals(1, ranges.size());
    assertEquals(2, ranges.state(0));
  }

  @Test
  void whatIsTakenIsKeptForTheOneWhoTookIt() {
    StaleRanges ranges = new StaleRanges();
    StaleRanges taken = new StaleRanges();
    ranges.add(10, 30, 110, 2, 3, 5);
    ranges.take(15, 20, 2, 6, taken, 1);
    assertEquals(3, ranges.size());
    assertEquals(1, ranges.cpus(1));
    assertEquals(115, taken.pa(0));
    assertEquals(2, taken.cpus(0));
    taken.dropTagged(0);
    assertEquals(1, taken.size());
    taken.dropTagged(1);
    assertEquals(0, taken.size());
  }
}
