package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.GateResult.Verdict;
import java.util.List;

/**
 * The verdict on a patch, or on a tree as it is.
 *
 * @param name the patch's file name, or the tree
 * @param result what the gate came to
 */
public record TreeVerdict(String name, GateResult result) {

  /** The one verdict on all: the worst; without any, nobody looked. */
  public static Verdict all(List<TreeVerdict> verdicts) {
    List<Verdict> each = verdicts.stream().map(one -> one.result().verdict()).toList();
    if (each.contains(Verdict.FAILED)) {
      return Verdict.FAILED;
    }
    return each.isEmpty() || each.contains(Verdict.BROKEN) ? Verdict.BROKEN : Verdict.PASSED;
  }
}
