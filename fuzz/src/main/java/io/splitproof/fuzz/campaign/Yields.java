package io.splitproof.fuzz.campaign;

/**
 * Decides whether the next program is a new one or a changed one: most often whichever kind has
 * shown more new states a program lately. The generator knows what lives and where splits happen,
 * so for the first thousands of programs that is the new ones: changed ones repeat most of what
 * they came from.
 */
final class Yields {

  /** Programs of a kind after which an old one counts little. */
  private static final double MEMORY = 32;

  /** Of so many programs one is of the other kind while the search is young; a power of two. */
  private static final int YOUNG_ONE_IN = 16;

  /** The same later, when what new states are left may take many steps in the right order. */
  private static final int OLD_ONE_IN = 4;

  /** Programs until a corpus holds something worth varying. */
  private static final int YOUNG = 2000;

  private double ofNew;
  private double ofChanged;

  /** What the search begins with counts as new. */
  private boolean chosenNew = true;

  private long programs;
  private long statesBefore;

  /** Whether the next program is a new one; {@code seed} is a random number. */
  boolean nextIsNew(int seed) {
    int oneIn = programs < YOUNG ? YOUNG_ONE_IN : OLD_ONE_IN;
    boolean better = ofNew >= ofChanged;
    chosenNew = (seed & oneIn - 1) == 0 ? !better : better;
    return chosenNew;
  }

  /** The program chosen last ran; so many different states have been seen by now. */
  void ran(long states) {
    long shown = states - statesBefore;
    statesBefore = states;
    programs++;
    if (chosenNew) {
      ofNew += (shown - ofNew) / MEMORY;
    } else {
      ofChanged += (shown - ofChanged) / MEMORY;
    }
  }
}
