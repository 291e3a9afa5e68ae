package io.splitproof.fuzz.minimize;

import java.util.Set;

/**
 * What one run of a program had to say about the finding that is looked for.
 *
 * @param same whether it showed that finding
 * @param needed how many steps it took until then; all of them if it did not
 * @param skipped the steps among them that did not run
 * @param entries table entries it wrote: what it cost, the same every time
 */
public record Showing(boolean same, int needed, Set<Integer> skipped, long entries) {

  /** Copies the set. */
  public Showing {
    skipped = Set.copyOf(skipped);
  }
}
