package io.splitproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Table memory behaves like a map from address to descriptor, whatever was written how and when.
 */
class TableMemoryTest {

  private static final int SHIFT = 12;
  private static final int ENTRIES = 512;

  /** One store or fill; {@code count} 0 means a single store. */
  record Write(int frame, int index, int count, long first, long step) {}

  @Property(tries = 300)
  void readsWhatWasWrittenLast(@ForAll("writes") List<Write> writes) {
    TableMemory memory = new TableMemory(SHIFT);
    Map<Long, Long> model = new HashMap<>();
    for (Write write : writes) {
      apply(write, memory, model);
    }
    assertSame(model, memory);
  }

  @Property(tries = 300)
  void resetBringsBackTheFrozenImage(
      @ForAll("writes") List<Write> before, @ForAll("writes") List<Write> after) {
    TableMemory memory = new TableMemory(SHIFT);
    Map<Long, Long> image = new HashMap<>();
    for (Write write : before) {
      apply(write, memory, image);
    }
    memory.freeze();
    for (int round = 0; round < 2; round++) {
      Map<Long, Long> model = new HashMap<>(image);
      for (Write write : after) {
        apply(write, memory, model);
      }
      assertSame(model, memory);
      memory.reset();
      assertSame(image, memory);
    }
  }

  @Provide
  Arbitrary<List<Write>> writes() {
    Arbitrary<Long> values = Arbitraries.longs();
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, ENTRIES - 1),
            Arbitraries.of(0, 0, 0, 1, 16, ENTRIES),
            values,
            Arbitraries.of(0L, 4096L, -1L))
        .as(Write::new)
        .list()
        .ofMaxSize(40);
  }

  private static void apply(Write write, TableMemory memory, Map<Long, Long> model) {
    long frame = (long) write.frame << SHIFT;
    if (write.count == 0) {
      memory.write(frame + 8L * write.index, write.first);
      model.put(frame + 8L * write.index, write.first);
      return;
    }
    int start = Math.min(write.index, ENTRIES - write.count);
    memory.fill(frame + 8L * start, write.count, write.first, write.step);
    for (int i = 0; i < write.count; i++) {
      model.put(frame + 8L * (start + i), write.first + i * write.step);
    }
  }

  private static void assertSame(Map<Long, Long> model, TableMemory memory) {
    for (int entry = 0; entry < 4 * ENTRIES; entry++) {
      long pa = 8L * entry;
      assertEquals(model.getOrDefault(pa, 0L), memory.read(pa), "descriptor at " + pa);
    }
  }
}
