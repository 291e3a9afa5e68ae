package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateCensusTest {

  private static final int STEPS = 5;

  private final List<Integer> passedOn = new ArrayList<>();
  private final StateCensus census = new StateCensus((state, id) -> passedOn.add(id));

  private void program(int... states) {
    census.begin(STEPS);
    for (int state : states) {
      census.explore((byte) state, 7);
    }
  }

  @Test
  void aStateOfOneProgramIsASingletonHoweverOftenItComes() {
    program(1, 1, 200);
    assertEquals(2, census.states());
    assertEquals(2, census.singletons());
    program(1);
    assertEquals(2, census.states());
    assertEquals(1, census.singletons());
    program(1, 3);
    assertEquals(3, census.states());
    assertEquals(2, census.singletons());
  }

  @Test
  void axesAreToldApart() {
    census.begin(STEPS);
    census.explore((byte) -1, 0);
    census.explore((byte) -1, 4094);
    assertEquals(2, census.states());
    assertEquals(List.of(0, 4094), passedOn);
  }

  @Test
  void aProgramIsHeardOnceOfEachState() {
    program(1, 1, 2);
    assertEquals(List.of(7, 7), passedOn);
  }

  @Test
  void whatNoKeptProgramHasShownIsPassedOnAgain() {
    program(1);
    program(1);
    assertEquals(2, passedOn.size());
  }

  @Test
  void whatAKeptProgramHasShownIsNotPassedOn() {
    program(1);
    census.kept();
    program(1, 2);
    assertEquals(2, passedOn.size());
    assertEquals(2, census.states());
  }

  @Test
  void aShorterProgramThanThatIsWorthHearingOf() {
    program(1);
    census.kept();
    census.begin(STEPS - 1);
    census.explore((byte) 1, 7);
    assertEquals(2, passedOn.size());
  }

  @Test
  void moreStatesThanUsualAreKeptTrackOf() {
    census.begin(STEPS);
    for (int axis = 0; axis < 1000; axis++) {
      census.explore((byte) 0, axis);
    }
    census.kept();
    passedOn.clear();
    census.begin(STEPS);
    census.explore((byte) 0, 999);
    assertEquals(List.of(), passedOn);
  }

  /**
   * Good and Turing: the chance of something new is the share of draws that are alone of their
   * kind. Of a, b, a, c the two that are make it a half.
   */
  @Test
  void theChanceOfSomethingNewIsTheShareOfSingletons() {
    assertEquals(0.5, new Discovery(4, 3, 2).chance());
    assertEquals(2, new Discovery(4, 3, 2).programsToNext());
    assertEquals(0, new Discovery(4, 2, 0).chance());
    assertEquals(1, new Discovery(0, 0, 0).chance());
    assertEquals(1, new Discovery(2, 9, 9).chance());
  }
}
