package io.splitproof.oracle.reference;

/** What the judged tables say about one page. */
@FunctionalInterface
public interface Observed {

  /**
   * State of the page at {@code va} as software reads it, hierarchical permissions included.
   *
   * @return a {@link PageState}; {@link PageState#HOLE} where there is nothing
   */
  int at(long va);

  /**
   * Whether a leaf, or a contiguous group of leaves, begins before {@code va} and ends after. Where
   * nothing is known but pages, none does.
   */
  default boolean cuts(long va) {
    return false;
  }
}
