package io.splitproof.oracle.arch;

/** Physical memory as a table walker sees it. */
@FunctionalInterface
public interface DescriptorMemory {

  /**
   * Reads the 64-bit descriptor at {@code pa}.
   *
   * @param pa physical address in bytes, a multiple of 8
   * @return the descriptor; 0 where nothing was ever stored
   */
  long read(long pa);

  /**
   * How many neighbouring descriptors of one table from {@code pa} on form the sequence {@code d,
   * d + step, d + 2 step, ...}. Memory that knows may answer faster than by reading one after the
   * other.
   *
   * @param pa physical address of the first, bytes
   * @param limit most descriptors to look at, at least 1; they all lie in one table
   * @param step difference between neighbours
   * @return between 1 and {@code limit}
   */
  default int runLength(long pa, int limit, long step) {
    long next = read(pa) + step;
    int length = 1;
    while (length < limit && read(pa + 8L * length) == next) {
      next += step;
      length++;
    }
    return length;
  }
}
