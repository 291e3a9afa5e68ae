package io.splitproof.fuzz.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.doctor.Diagnosis.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

  private static Level level(long programs, long perSecond, long features, String... failures) {
    return Engine.of(programs, perSecond, features, List.of(failures)).level();
  }

  @Test
  void programsMustRunAndBranchesBeCounted() {
    assertEquals(Level.OK, level(700, 700, 9000));
    assertEquals(Level.WARNING, level(20, 20, 9000));
    assertEquals(Level.BAD, level(700, 700, 0));
    assertEquals(Level.BAD, level(0, 0, 0));
  }

  @Test
  void aWorkerThatEndsSaysWhyInALine() {
    Diagnosis diagnosis =
        Engine.of(5, 5, 5, List.of("a worker ended with status 1\nError: no room\n"));
    assertEquals(Level.BAD, diagnosis.level());
    assertEquals("a worker ended with status 1; Error: no room", diagnosis.text());
  }
}
