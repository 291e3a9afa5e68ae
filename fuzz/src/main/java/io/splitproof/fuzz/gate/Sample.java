package io.splitproof.fuzz.gate;

/**
 * What one process measured. Processes are compared, not repetitions in one of them: how well the
 * JVM compiles differs from process to process, and that is most of the noise.
 *
 * @param operationNanos nanoseconds on a processor for an operation of the judged alone
 * @param calibrationNanos nanoseconds of a piece of work that nobody changes, which says how fast
 *     the machine is
 * @param states different states that a fixed number of programs reached
 */
public record Sample(double operationNanos, double calibrationNanos, long states) {

  /** Whether a process can have measured it. */
  boolean isPlausible() {
    boolean finite = Double.isFinite(operationNanos) && Double.isFinite(calibrationNanos);
    return finite && operationNanos > 0 && calibrationNanos > 0 && states > 0;
  }

  /** Cost of an operation in units of the fixed work, times 1,000: the same on any machine. */
  double operationCost() {
    return 1000 * operationNanos / calibrationNanos;
  }
}
