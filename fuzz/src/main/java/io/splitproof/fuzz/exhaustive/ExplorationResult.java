package io.splitproof.fuzz.exhaustive;

import io.splitproof.fuzz.program.Program;
import java.util.List;

/**
 * What an exploration came to. Equal settings give equal results, however many workers, unless
 * it was stopped.
 *
 * @param settings what was asked for
 * @param depths one entry for each depth from 1; each was finished, but perhaps not the last one
 *     if it was cut short
 * @param steps one entry for each step of the alphabet
 * @param panics transitions in which the kernel panicked, as the judge allows
 * @param findings the kinds of divergence, in the order in which they came up; the search ends with
 *     the depth of the first ones
 * @param cutShort whether it was stopped before it was through
 */
public record ExplorationResult(
    ExplorationSettings settings,
    List<Depth> depths,
    List<Letter> steps,
    long panics,
    List<Finding> findings,
    boolean cutShort) {

  /**
   * Sequences of one length.
   *
   * @param states states that no shorter sequence leads to
   * @param transitions operations tried in the states of the depth before
   */
  public record Depth(int states, long transitions) {}

  /**
   * One step of the alphabet.
   *
   * @param text the step as programs write it
   * @param transitions how often it was carried out
   * @param failing how many of these with a failing allocation
   * @param refused in how many states it was about nothing, or not for a well-behaved client
   */
  public record Letter(String text, long transitions, long failing, long refused) {

    /** Name of the operation in programs. */
    public String operation() {
      String[] words = text.split(" ");
      return words.length > 2 && words[1].equals("=") ? words[2] : words[0];
    }
  }

  /**
   * A kind of divergence.
   *
   * @param signature what it is known by
   * @param times transitions that showed it
   * @param program the first program that showed it; none is shorter
   */
  public record Finding(String signature, long times, Program program) {}

  /** States found, the booted one counted. */
  public long states() {
    return 1 + depths.stream().mapToLong(Depth::states).sum();
  }

  /** Operations tried. */
  public long transitions() {
    return depths.stream().mapToLong(Depth::transitions).sum();
  }

  /** Whether judge and judged agreed throughout. */
  public boolean isClean() {
    return findings.isEmpty();
  }

  /** Whether nothing more can be found, however long the sequences. */
  public boolean isComplete() {
    return isClean() && !cutShort && depths.get(depths.size() - 1).states() == 0;
  }

  /** Whether a divergence ended it before the depth asked for. */
  public boolean stoppedByFinding() {
    return !isClean() && !cutShort && depths.size() < settings.depth();
  }

  /** Steps that could not be carried out in any state that was gone on from. */
  public List<String> unused() {
    return steps.stream()
        .filter(step -> step.transitions() == 0)
        .map(Letter::text)
        .toList();
  }
}
