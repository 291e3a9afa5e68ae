package io.splitproof.fuzz.run;

/**
 * A store to an entry that a verdict may be about.
 *
 * @param who which step did it, in words
 * @param entry where
 * @param before the descriptor there was, raw
 * @param after the descriptor there is, raw
 */
record EntryStore(String who, Entry entry, long before, long after) {

  /** The store in two lines, the second indented. */
  String text() {
    return who + ", at pa " + Long.toHexString(entry.pa()) + ", " + entry.place() + ":\n  "
        + describe(before) + " -> " + describe(after);
  }

  private String describe(long descriptor) {
    return String.format("%016x (%s)", descriptor, entry.words(descriptor));
  }
}
