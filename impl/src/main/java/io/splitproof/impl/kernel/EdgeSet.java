package io.splitproof.impl.kernel;

import java.util.BitSet;

/** Edges of one executor's kernel that were taken, on whichever machine. For several threads. */
final class EdgeSet {

  private final BitSet edges = new BitSet();

  /** Edge number {@code edge} was taken. */
  synchronized void add(int edge) {
    edges.set(edge);
  }

  /** Those so far. */
  synchronized BitSet copy() {
    return (BitSet) edges.clone();
  }
}
