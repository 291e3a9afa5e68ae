package io.splitproof.fuzz.bugs;

/**
 * What guidance gains in hunts for one bug, in seconds to exposure.
 *
 * @param ratio the unguided median over the guided one; above 1 guidance is faster. A lower bound
 *     if only the unguided median is censored, an upper bound if only the guided one is, and NaN if
 *     both are
 * @param bounded which of these
 * @param p the Mann-Whitney test's p-value
 * @param a12 how likely an unguided hunt takes longer than a guided one, draws counting as half
 */
public record Contrast(double ratio, Bounded bounded, double p, double a12) {

  /** What a ratio stands for where hunts are censored. */
  public enum Bounded {
    /** The ratio itself. */
    EXACT,
    /** It is at least so much. */
    BELOW,
    /** It is at most so much. */
    ABOVE,
    /** Nothing is known. */
    UNKNOWN
  }

  /**
   * Compares two samples of hunts that had the same budget.
   *
   * @param budgetSeconds that budget
   */
  static Contrast of(Exposures guided, Exposures unguided, double budgetSeconds) {
    double fast = guided.medianSeconds();
    double slow = unguided.medianSeconds();
    double ratio = Math.min(slow, budgetSeconds) / Math.min(fast, budgetSeconds);
    Bounded bounded = bounded(Double.isInfinite(fast), Double.isInfinite(slow));
    return new Contrast(
        bounded == Bounded.UNKNOWN ? Double.NaN : ratio,
        bounded,
        Statistics.mannWhitney(guided.seconds(), unguided.seconds()),
        Statistics.a12(unguided.seconds(), guided.seconds()));
  }

  private static Bounded bounded(boolean guidedCensored, boolean unguidedCensored) {
    if (guidedCensored && unguidedCensored) {
      return Bounded.UNKNOWN;
    }
    if (unguidedCensored) {
      return Bounded.BELOW;
    }
    return guidedCensored ? Bounded.ABOVE : Bounded.EXACT;
  }
}
