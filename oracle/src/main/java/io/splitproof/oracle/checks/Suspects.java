package io.splitproof.oracle.checks;

/**
 * Pairs of addresses that were, together, a way to write and a way to execute one frame; each noted
 * at the store that made it so. Whether somebody asked for that is known only later.
 */
final class Suspects {

  private static final int FIELDS = 5;

  /** In {@link #how}: the writable translation was in TLBs, not in tables. */
  static final int WRITABLE_CACHED = 1;

  /** In {@link #how}: the executable translation was in TLBs, not in tables. */
  static final int EXECUTABLE_CACHED = 2;

  /** In {@link #how}: it was so when the call returned, whatever was before it. */
  static final int LEFT_BEHIND = 4;

  private static final int CPU_SHIFT = 8;

  private final LongList fields = new LongList();

  void clear() {
    fields.clear();
  }

  int size() {
    return fields.size() / FIELDS;
  }

  /** Adds a pair. {@code entryPa}: where the store went, physical. */
  void add(long executableVa, long writableVa, long pa, long entryPa, int how, int cpu) {
    fields.add(executableVa);
    fields.add(writableVa);
    fields.add(pa);
    fields.add(entryPa);
    fields.add(how | (long) cpu << CPU_SHIFT);
  }

  long executableVa(int index) {
    return fields.get(FIELDS * index);
  }

  long writableVa(int index) {
    return fields.get(FIELDS * index + 1);
  }

  /** The frame, in bytes. */
  long pa(int index) {
    return fields.get(FIELDS * index + 2);
  }

  /** Where the store went; 0 if it was no store that made it so. */
  long entryPa(int index) {
    return fields.get(FIELDS * index + 3);
  }

  int how(int index) {
    return (int) fields.get(FIELDS * index + 4) & (1 << CPU_SHIFT) - 1;
  }

  /** The CPU that stored. */
  int cpu(int index) {
    return (int) (fields.get(FIELDS * index + 4) >>> CPU_SHIFT);
  }
}
