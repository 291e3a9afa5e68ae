package io.splitproof.fuzz.gate;

import java.util.List;

/**
 * What a stage came to.
 *
 * @param name the stage
 * @param cases what it looked at, and what it had no time for
 * @param seconds how long it took
 */
public record StageResult(String name, List<Case> cases, double seconds) {

  /** Cases of that kind of result. */
  public long count(Class<? extends Case.Result> kind) {
    return cases.stream().filter(one -> kind.isInstance(one.result())).count();
  }

  /** Faults, in the order they came up. */
  public List<Fault> faults() {
    return cases.stream()
        .map(Case::result)
        .filter(Case.Faulty.class::isInstance)
        .map(result -> ((Case.Faulty) result).fault())
        .toList();
  }
}
