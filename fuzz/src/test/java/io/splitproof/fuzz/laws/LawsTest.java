package io.splitproof.fuzz.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Placement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the operations that hold whatever the leaves underneath look like. */
class LawsTest {

  private static final int PAGES = 4096;

  /** What one operation does to a range of the block. */
  enum Change {
    INVALID,
    VALID,
    DEFAULT,
    SPLIT
  }

  /** A change of pages [{@code first}, {@code first + count}). */
  record Request(Change change, int first, int count) {}

  private final Map<String, Machine> machines = new TreeMap<>();

  @Property(tries = 150)
  void splittingChangesNoPage(
      @ForAll("machines") String name,
      @ForAll("requests") List<Request> before,
      @ForAll("request") Request split) {
    Machine machine = withBlock(name);
    before.forEach(request -> apply(machine, request));
    List<String> view = view(machine);
    apply(machine, new Request(Change.SPLIT, split.first, split.count));
    assertEquals(view, view(machine));
  }

  @Property(tries = 150)
  void changesOfDisjointRangesCommute(
      @ForAll("machines") String name,
      @ForAll("requests") List<Request> before,
      @ForAll("request") Request one,
      @ForAll("request") Request other) {
    int cut = Math.max(1, Math.min(PAGES - 1, (one.first + other.first) / 2));
    Request low = within(one, 0, cut);
    Request high = within(other, cut, PAGES);
    Machine machine = withBlock(name);
    before.forEach(request -> apply(machine, request));
    apply(machine, low);
    apply(machine, high);
    List<String> view = view(machine);
    Machine again = withBlock(name);
    before.forEach(request -> apply(again, request));
    apply(again, high);
    apply(again, low);
    assertEquals(view, view(again));
  }

  @Property(tries = 150)
  void aRangeIsTheSumOfItsParts(
      @ForAll("machines") String name,
      @ForAll("requests") List<Request> before,
      @ForAll("request") Request whole,
      @ForAll("request") Request cuts) {
    Machine machine = withBlock(name);
    before.forEach(request -> apply(machine, request));
    apply(machine, whole);
    List<String> view = view(machine);
    Machine again = withBlock(name);
    before.forEach(request -> apply(again, request));
    int step = 1 + cuts.count % whole.count;
    for (int at = 0; at < whole.count; at += step) {
      int count = Math.min(step, whole.count - at);
      apply(again, new Request(whole.change, whole.first + at, count));
    }
    assertEquals(view, view(again));
  }

  @Provide
  Arbitrary<String> machines() {
    return Arbitraries.of(
        "4k48", "4k48-repaint", "4k48-kpti", "4k39", "16k48", "16k47", "64k48", "64k42");
  }

  @Provide
  Arbitrary<List<Request>> requests() {
    return request().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<Request> request() {
    Arbitrary<Integer> edges =
        Combinators.combine(Arbitraries.of(0, 16, 128, 512, 1024, 2048), around())
            .as((edge, offset) -> Math.max(0, Math.min(PAGES - 1, edge + offset)));
    Arbitrary<Integer> counts = Arbitraries.of(1, 2, 15, 16, 17, 128, 511, 512, 513, 2048, PAGES);
    return Combinators.combine(Arbitraries.of(Change.class), edges, counts)
        .as((change, first, count) -> new Request(change, first, Math.min(count, PAGES - first)));
  }

  private static Arbitrary<Integer> around() {
    return Arbitraries.of(0, 0, 1, -1, 3, 7);
  }

  private static Request within(Request request, int from, int to) {
    int first = from + request.first % (to - from);
    return new Request(request.change, first, Math.min(request.count, to - first));
  }

  private Machine withBlock(String name) {
    Machine machine = machines.computeIfAbsent(name, LawsTest::boot);
    machine.reset();
    machine.apply(new Operation.AllocPages(0, PAGES, new Placement.Near(firstFrame(machine), 1)));
    return machine;
  }

  private static Machine boot(String name) {
    MachineConfig config = Machines.named(name);
    return Variants.byDefault().boot(config, MachineEvents.NONE);
  }

  private static List<String> view(Machine machine) {
    return LinearView.of(machine, firstFrame(machine), PAGES);
  }

  /** The second GiB: large leaves, nothing else in them. */
  private static long firstFrame(Machine machine) {
    Geometry geometry = machine.config().geometry();
    return machine.config().banks().get(0).start() + (1L << 30) >>> geometry.pageShift();
  }

  private static void apply(Machine machine, Request request) {
    int shift = machine.config().geometry().pageShift();
    Address address = Address.block(0, (long) request.first << shift);
    switch (request.change) {
      case INVALID -> machine.apply(new Operation.SetMemoryValid(address, request.count, false));
      case VALID -> machine.apply(new Operation.SetMemoryValid(address, request.count, true));
      case SPLIT -> machine.apply(new Operation.Split(address, (long) request.count << shift));
      case DEFAULT -> {
        for (int page = 0; page < request.count; page++) {
          Address at = Address.block(0, (long) (request.first + page) << shift);
          machine.apply(new Operation.SetDirectMap(DirectMap.DEFAULT, at, 1));
        }
      }
    }
  }
}
