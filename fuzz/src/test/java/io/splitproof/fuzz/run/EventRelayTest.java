package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.oracle.contract.MachineEvents;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventRelayTest {

  @Test
  void everyKindOfAnnouncementIsPassedOn() {
    assertEquals(names(MachineEvents.class), names(EventRelay.class));
  }

  private static Set<String> names(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .map(Method::getName)
        .collect(Collectors.toSet());
  }
}
