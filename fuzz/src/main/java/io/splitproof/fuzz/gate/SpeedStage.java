package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what an operation costs and how many states programs reach, and compares with the
 * baseline. What looks worse is measured again from the start: noise would have to look worse each
 * time.
 */
final class SpeedStage implements Stage {

  private static final int ATTEMPTS = 3;

  /** Samples of one attempt. */
  private static final int SAMPLES = 6;

  private final GateSettings settings;
  private volatile boolean stopped;

  SpeedStage(GateSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "speed";
  }

  @Override
  public String purpose() {
    return "what operations cost and how many states programs reach, against the baseline";
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public List<Case> run(Deadline deadline) throws IOException {
    if (settings.baseline() == null) {
      return all(new Skipped("no baseline; --against names one"));
    }
    double start = deadline.seconds();
    List<Comparison> comparisons = List.of();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<Sample> samples = samples(deadline);
      if (samples.size() < Baseline.FEWEST) {
        break;
      }
      comparisons = compare(samples);
      if (comparisons.stream().noneMatch(Comparison::fails)) {
        break;
      }
    }
    return comparisons.isEmpty()
        ? all(new Skipped("no time was left"))
        : cases(comparisons, deadline.seconds() - start);
  }

  private List<Sample> samples(Deadline deadline) throws IOException {
    List<Sample> samples = new ArrayList<>();
    double longest = 0;
    while (samples.size() < SAMPLES && !stopped && longest < deadline.left().toSeconds()) {
      double start = deadline.seconds();
      long seed = settings.baseline().seed() + samples.size();
      samples.add(Measurement.fork(settings.variant(), settings.checks(), seed));
      longest = Math.max(longest, deadline.seconds() - start);
    }
    return samples;
  }

  private List<Comparison> compare(List<Sample> samples) {
    return Arrays.stream(Measure.values())
        .map(
            measure ->
                Comparison.of(
                    measure, settings.baseline().samples(), samples, settings.threshold()))
        .toList();
  }

  private List<Case> cases(List<Comparison> comparisons, double seconds) {
    return comparisons.stream()
        .map(one -> new Case(one.measure().text(), result(one), seconds / comparisons.size()))
        .toList();
  }

  private Result result(Comparison comparison) {
    if (!comparison.fails()) {
      return new Passed(comparison.text());
    }
    String rule = comparison.measure().rule();
    String text = comparison.measure().text() + ": " + comparison.text();
    Path about = settings.baselineFile();
    return new Faulty(
        new Fault(rule, rule + ":" + settings.variant().name(), text, "", about, 1));
  }

  private static List<Case> all(Result result) {
    return Arrays.stream(Measure.values())
        .map(measure -> new Case(measure.text(), result, 0))
        .toList();
  }
}
