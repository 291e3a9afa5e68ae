package io.splitproof.impl.kernel;

import java.util.Comparator;

/**
 * A line of the kernel that has code.
 *
 * @param file below the tree, as {@code mm/vmalloc.c}
 * @param function the function it is in
 * @param line its number, from 1
 */
public record SourceLine(String file, String function, int line) implements Comparable<SourceLine> {

  private static final Comparator<SourceLine> ORDER =
      Comparator.comparing(SourceLine::file)
          .thenComparingInt(SourceLine::line)
          .thenComparing(SourceLine::function);

  @Override
  public int compareTo(SourceLine other) {
    return ORDER.compare(this, other);
  }
}
