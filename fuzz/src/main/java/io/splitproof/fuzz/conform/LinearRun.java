package io.splitproof.fuzz.conform;

/**
 * A run of like entries of the linear map, over consecutive memory.
 *
 * @param start first virtual address
 * @param end first virtual address after it
 * @param pa physical address of its first byte
 * @param entries how many leaf entries
 * @param state what each of them looks like
 */
public record LinearRun(long start, long end, long pa, long entries, EntryState state) {

  /** Whether {@code next} carries this run on. */
  boolean continuesIn(LinearRun next) {
    return end == next.start && pa + (end - start) == next.pa && state.equals(next.state);
  }

  /** This run and {@code next}, which carries it on. */
  LinearRun joined(LinearRun next) {
    return new LinearRun(start, next.end, pa, entries + next.entries, state);
  }

  @Override
  public String toString() {
    return String.format("%016x-%016x pa=%x n=%d %s", start, end, pa, entries, state);
  }
}
