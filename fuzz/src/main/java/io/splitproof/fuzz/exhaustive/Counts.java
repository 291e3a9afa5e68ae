package io.splitproof.fuzz.exhaustive;

/** What was done so far, by step of the alphabet. */
final class Counts {

  final long[] transitions;
  final long[] failing;
  final long[] refused;
  long panics;
  long all;

  Counts(int letters) {
    transitions = new long[letters];
    failing = new long[letters];
    refused = new long[letters];
  }

  /** Counts one transition. */
  void transition(int move) {
    int letter = Moves.letter(move);
    transitions[letter]++;
    failing[letter] += Moves.isPlanned(move) ? 1 : 0;
    all++;
  }

  void add(Counts other) {
    for (int letter = 0; letter < transitions.length; letter++) {
      transitions[letter] += other.transitions[letter];
      failing[letter] += other.failing[letter];
      refused[letter] += other.refused[letter];
    }
    panics += other.panics;
    all += other.all;
  }
}
