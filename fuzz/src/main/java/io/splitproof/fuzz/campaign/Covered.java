package io.splitproof.fuzz.campaign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What programs had to do with; what there is but never came up has the number 0.
 *
 * @param machines programs run, by machine
 * @param operations operations carried out, by kind
 * @param failures allocations that failed, by what they were for
 */
public record Covered(
    Map<String, Long> machines, Map<String, Long> operations, Map<String, Long> failures) {

  /** Nothing is known. */
  public static final Covered NOTHING = new Covered(Map.of(), Map.of(), Map.of());

  /** This and {@code other} together. */
  Covered plus(Covered other) {
    return new Covered(
        sum(machines, other.machines),
        sum(operations, other.operations),
        sum(failures, other.failures));
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> sum = new LinkedHashMap<>(one);
    other.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }

  /** Names that never came up. */
  public static List<String> missing(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
