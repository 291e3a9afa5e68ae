package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LongMapTest {

  @Property(tries = 200)
  void behavesAsAHashMap(
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 500) Long> keys) {
    LongMap map = new LongMap();
    Map<Long, Long> model = new HashMap<>();
    long value = 1;
    for (long key : keys) {
      map.put(key, value);
      model.put(key, value++);
    }
    assertEquals(model.size(), map.size());
    for (long key = 0; key <= 500; key++) {
      assertEquals(model.containsKey(key), map.contains(key));
      assertEquals(model.getOrDefault(key, 0L), map.get(key));
    }
  }

  @Property(tries = 200)
  void isEmptyOnceCleared(
      @ForAll @Size(max = 100) List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> keys) {
    LongMap map = new LongMap();
    keys.forEach(key -> map.put(key, 1));
    map.clear();
    assertEquals(0, map.size());
    keys.forEach(key -> assertFalse(map.contains(key)));
  }
}
