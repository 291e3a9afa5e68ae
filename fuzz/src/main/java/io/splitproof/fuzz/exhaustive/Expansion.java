package io.splitproof.fuzz.exhaustive;

import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.StateDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes every move from each of a few neighbouring states of one depth, and keeps what came out of
 * it: states not known before that depth, and divergences. It changes nothing that others see.
 */
final class Expansion {

  /** A move that the judge did not agree with. */
  record Parting(int state, int move, Divergence divergence) {}

  private final States known;
  private final Subject subject;
  private final int letters;
  private final int[] path;
  private final States found = new States();
  private final List<Parting> partings = new ArrayList<>();
  private final Counts counts;
  private int state;
  private int pathLength;

  /** Whether the machine is where the path leads. */
  private boolean inPlace;

  Expansion(States known, Subject subject, int letters, int depth) {
    this.known = known;
    this.subject = subject;
    this.letters = letters;
    this.path = new int[depth];
    this.counts = new Counts(letters);
    found.add(0, 0, 0, 0);
  }

  /** New states, numbered from 1, each with the known state and the move it comes from. */
  States found() {
    return found;
  }

  List<Parting> partings() {
    return partings;
  }

  Counts counts() {
    return counts;
  }

  /** Makes every move from {@code state}. */
  void expand(int state) {
    this.state = state;
    pathLength = known.path(state, path);
    inPlace = false;
    for (int letter = 0; letter < letters; letter++) {
      goBack();
      if (subject.isRefused(letter)) {
        counts.refused[letter]++;
        continue;
      }
      make(Moves.plain(letter));
      failEach(letter, subject.allocations().tried());
    }
  }

  /** Lets each allocation fail, and from each on all if the operation does not end there. */
  private void failEach(int letter, int allocations) {
    if (allocations > Moves.MOST_ALLOCATIONS) {
      throw new AssertionError("step " + letter + " of the alphabet tries " + allocations);
    }
    for (int nth = 1; nth <= allocations; nth++) {
      goBack();
      make(Moves.failingOnce(letter, nth));
      if (subject.allocations().wentOn()) {
        goBack();
        make(Moves.failingFrom(letter, nth));
      }
    }
  }

  private void goBack() {
    if (!inPlace) {
      subject.goTo(path, pathLength);
      inPlace = true;
    }
  }

  private void make(int move) {
    counts.transition(move);
    Divergence divergence = subject.make(move);
    inPlace = false;
    if (divergence != null) {
      partings.add(new Parting(state, move, divergence));
    } else if (subject.died()) {
      counts.panics++;
    } else {
      arrive(move);
    }
  }

  private void arrive(int move) {
    StateDigest digest = subject.digest();
    long high = digest.high();
    long low = digest.low();
    if (high == known.high(state) && low == known.low(state)) {
      inPlace = true;
    } else if (!known.contains(high, low) && !found.contains(high, low)) {
      Divergence divergence = subject.audit();
      if (divergence != null) {
        partings.add(new Parting(state, move, divergence));
      } else {
        found.add(high, low, state, move);
      }
    }
  }
}
