package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what an operation costs and how many states programs reach, and compares with the
 * baseline. What looks worse is measured again from the start: noise would have to look worse each
 * time. What looked well once passes.
 */
final class SpeedStage implements Stage {

  private static final int ATTEMPTS = 3;

  /** Samples of one attempt. */
  private static final int SAMPLES = 6;

  private final GateSettings settings;
  private final Sampling sampling;
  private volatile boolean stopped;

  SpeedStage(GateSettings settings) {
    this(settings, Measurement::fork);
  }

  SpeedStage(GateSettings settings, Sampling sampling) {
    this.settings = settings;
    this.sampling = sampling;
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
  public List<Case> run(Deadline deadline) {
    if (settings.baseline() == null) {
      return all(new Skipped("no baseline; --against names one"));
    }
    double start = deadline.seconds();
    Map<Measure, Comparison> seen = new EnumMap<>(Measure.class);
    try {
      measure(deadline, seen);
    } catch (IOException e) {
      return all(new Broken(e.getMessage()));
    }
    // What was asked for and not done must not pass.
    return seen.isEmpty()
        ? all(new Broken("no time was left to compare with the baseline; allow a longer --budget"))
        : cases(seen.values(), deadline.seconds() - start);
  }

  private void measure(Deadline deadline, Map<Measure, Comparison> seen) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<Sample> samples = samples(deadline);
      if (samples.size() < Baseline.FEWEST) {
        return;
      }
      for (Comparison now : compare(samples)) {
        seen.merge(now.measure(), now, (before, again) -> before.fails() ? again : before);
      }
      if (seen.values().stream().noneMatch(Comparison::fails)) {
        return;
      }
    }
  }

  private List<Sample> samples(Deadline deadline) throws IOException {
    List<Sample> samples = new ArrayList<>();
    double longest = 0;
    while (samples.size() < SAMPLES
        && !stopped
        && longest * missing(samples) < deadline.left().toSeconds()) {
      double start = deadline.seconds();
      long seed = settings.baseline().seed() + samples.size();
      samples.add(sampling.take(settings.variant(), settings.checks(), seed));
      longest = Math.max(longest, deadline.seconds() - start);
    }
    return samples;
  }

  /** Samples that are to come at least, or those there are would have been for nothing. */
  private static int missing(List<Sample> samples) {
    return Math.max(1, Baseline.FEWEST - samples.size());
  }

  private List<Comparison> compare(List<Sample> samples) {
    return Arrays.stream(Measure.values())
        .map(
            measure ->
                Comparison.of(
                    measure, settings.baseline().samples(), samples, settings.threshold()))
        .toList();
  }

  private List<Case> cases(Collection<Comparison> comparisons, double seconds) {
    return comparisons.stream()
        .map(one -> new Case(one.measure().text(), result(one), seconds / comparisons.size()))
        .toList();
  }

  private Result result(Comparison comparison) {
    String found = comparison.text() + "; " + settings.baseline().origin();
    if (!comparison.fails()) {
      return new Passed(found);
    }
    String rule = comparison.measure().rule();
    String text = comparison.measure().text() + ": " + found;
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
