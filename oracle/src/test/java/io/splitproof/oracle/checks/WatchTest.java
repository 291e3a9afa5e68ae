package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.MachineEvents;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is called by name only is not forgotten. */
class WatchTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        LiveCheck.class,
        BbmCheck.class,
        TlbCheck.class,
        AliasCheck.class,
        PublishCheck.class,
        ContextCheck.class,
        LeakCheck.class,
        TlbContents.class,
        Cpus.class
      })
  void whatOneListensToIsPassedOn(Class<?> check) {
    for (Method event : MachineEvents.class.getMethods()) {
      assertTrue(
          !declares(check, event) || declares(Watch.class, event),
          check.getSimpleName() + " waits in vain for " + event.getName());
    }
  }

  private static boolean declares(Class<?> type, Method event) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals(event.getName())
                    && Arrays.equals(method.getParameterTypes(), event.getParameterTypes()));
  }
}
