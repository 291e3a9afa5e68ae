package io.splitproof.fuzz.bugs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * All hunts for one bug with one guidance, in order of seed. A hunt that found nothing is
 * <em>censored</em>: it would have taken longer than its budget, nobody knows by how much, so it
 * counts as infinitely long. Medians stay right as long as less than half of the hunts are.
 */
public record Exposures(List<Exposure> all) {

  /** Copies the list. */
  public Exposures {
    all = List.copyOf(all);
  }

  /** Hunts that found the bug. */
  public int found() {
    return (int) all.stream().filter(Exposure::found).count();
  }

  /** Hunts that did not. */
  public int censored() {
    return all.size() - found();
  }

  /** How many hunts each check ended, by the check's name. */
  public Map<String, Integer> checks() {
    return count(Exposure::check);
  }

  /** How many hunts ended with each signature. */
  public Map<String, Integer> signatures() {
    return count(Exposure::signature);
  }

  private Map<String, Integer> count(Function<Exposure, String> key) {
    Map<String, Integer> counts = new TreeMap<>();
    all.stream()
        .filter(Exposure::found)
        .forEach(one -> counts.merge(key.apply(one), 1, Integer::sum));
    return counts;
  }

  /** Seconds until each hunt found the bug; infinite for the censored ones. */
  public double[] seconds() {
    return values(Exposure::seconds);
  }

  /** Programs until each hunt found the bug; infinite for the censored ones. */
  public double[] programs() {
    return values(Exposure::programs);
  }

  private double[] values(ToDoubleFunction<Exposure> value) {
    return all.stream()
        .mapToDouble(one -> one.found() ? value.applyAsDouble(one) : Double.POSITIVE_INFINITY)
        .toArray();
  }

  /** The longest hunt in seconds, infinite if one is censored; NaN if there is none. */
  public double worstSeconds() {
    return Arrays.stream(seconds()).max().orElse(Double.NaN);
  }

  /** The middle hunt in seconds; infinite if half of them are censored; NaN if there is none. */
  public double medianSeconds() {
    return Statistics.median(seconds());
  }

  /** The middle hunt in programs; infinite if half of them are censored; NaN if there is none. */
  public double medianPrograms() {
    return Statistics.median(programs());
  }
}
