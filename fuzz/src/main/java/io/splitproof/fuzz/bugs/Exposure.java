package io.splitproof.fuzz.bugs;

import java.util.List;

/**
 * How one hunt for one bug went.
 *
 * @param seed where its random choices started
 * @param signature what it found, or null if the budget was used up before
 * @param programs programs run until then
 * @param operations operations the machines carried out until then
 * @param seconds on a processor, from its first program until then
 * @param wallSeconds by the clock, the start of the process included
 * @param failures why there is no verdict; empty if all went well
 */
public record Exposure(
    long seed,
    String signature,
    long programs,
    long operations,
    double seconds,
    double wallSeconds,
    List<String> failures) {

  /** Whether the bug showed. */
  public boolean found() {
    return signature != null;
  }

  /** The check that found it, or null. */
  public String check() {
    return found() ? signature.substring(0, signature.indexOf(':')) : null;
  }
}
