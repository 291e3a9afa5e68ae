package io.splitproof.fuzz.exhaustive;

import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.FaultPlan.Mode;
import io.splitproof.oracle.contract.FaultPlan.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves as small numbers: which step of the alphabet, and which of its allocations fails. An armed
 * plan counts for one move: the next one disarms it.
 */
final class Moves {

  /** Allocations of one operation that can be made to fail. */
  static final int MOST_ALLOCATIONS = 63;

  private static final int PLAN_BITS = 7;
  private static final int PLAN_MASK = (1 << PLAN_BITS) - 1;

  private final List<Step> alphabet;

  Moves(List<Step> alphabet) {
    this.alphabet = alphabet;
  }

  /** Number of steps in the alphabet. */
  int size() {
    return alphabet.size();
  }

  /** Step {@code letter} of the alphabet, with every allocation succeeding. */
  static int plain(int letter) {
    return letter << PLAN_BITS;
  }

  /** The same, with its allocation number {@code nth}, from 1, failing and no other. */
  static int failingOnce(int letter, int nth) {
    return plain(letter) + nth;
  }

  /** The same, with its allocation number {@code nth}, from 1, failing and all that follow it. */
  static int failingFrom(int letter, int nth) {
    return plain(letter) + MOST_ALLOCATIONS + nth;
  }

  static int letter(int move) {
    return move >>> PLAN_BITS;
  }

  /** Whether an allocation is to fail. */
  static boolean isPlanned(int move) {
    return (move & PLAN_MASK) != 0;
  }

  Step step(int move) {
    return alphabet.get(letter(move));
  }

  /** What to arm just before the move. */
  static FaultPlan plan(int move) {
    int code = move & PLAN_MASK;
    if (code == 0) {
      return FaultPlan.OFF;
    }
    return code <= MOST_ALLOCATIONS
        ? new FaultPlan(Mode.NTH, code, Scope.ANY)
        : new FaultPlan(Mode.BUDGET, code - MOST_ALLOCATIONS - 1, Scope.ANY);
  }

  /** The moves as steps of a program, which says no more of plans than it must. */
  List<Step> steps(int[] moves, int count) {
    List<Step> steps = new ArrayList<>();
    boolean armed = false;
    for (int i = 0; i < count; i++) {
      FaultPlan plan = plan(moves[i]);
      boolean arms = plan.mode() != Mode.OFF;
      steps.add(step(moves[i]).withPlan(arms || armed ? plan : null));
      armed = arms;
    }
    return steps;
  }
}
