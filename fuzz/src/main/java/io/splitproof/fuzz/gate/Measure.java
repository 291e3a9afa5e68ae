package io.splitproof.fuzz.gate;

import java.util.function.ToDoubleFunction;

/** What is compared with a baseline. */
public enum Measure {
  /** What an operation of the judged alone costs, in units of fixed work. */
  OPERATION("cost of an operation", Fault.SLOWER, true, Sample::operationCost),

  /** How many states a fixed number of programs reach. */
  STATES("states reached", Fault.POORER, false, Sample::states);

  private final String text;
  private final String rule;
  private final boolean lowerIsBetter;
  private final ToDoubleFunction<Sample> value;

  Measure(
      String text, String rule, boolean lowerIsBetter, ToDoubleFunction<Sample> value) {
    this.text = text;
    this.rule = rule;
    this.lowerIsBetter = lowerIsBetter;
    this.value = value;
  }

  /** What reports call it. */
  public String text() {
    return text;
  }

  /** Rule of the fault it is to be worse. */
  String rule() {
    return rule;
  }

  /** By how much {@code now} is worse, as a part of {@code before}; below zero if it is better. */
  double worse(double before, double now) {
    return lowerIsBetter ? now / before - 1 : before / now - 1;
  }

  /** A12, as how likely a sample of now is worse than one of before. */
  double worse(double a12) {
    return lowerIsBetter ? a12 : 1 - a12;
  }

  /** Its value in a sample. */
  double of(Sample sample) {
    return value.applyAsDouble(sample);
  }
}
