package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Translation;

/**
 * One leaf entry as a recording shows it.
 *
 * @param kind size of the entry; {@code null} where nothing is mapped, which no recording shows
 * @param flags {@code V}alid or present-{@code I}nvalid, then {@code R}ead-only, {@code W} (DBM),
 *     {@code P}XN, {@code U}XN, n{@code G} if valid
 * @param tableFlags bits met on the way: {@code p}XNTable, {@code u}XNTable; {@code n} and {@code
 *     r}
 *     for the two bits of APTable, which no recording shows
 * @param bits the descriptor without its output address
 */
public record EntryState(LeafKind kind, String flags, String tableFlags, long bits) {

  private static final long ADDRESS_BITS = (1L << 48) - 1;

  /** What {@code translation} looks like in a recording made with that page size. */
  public static EntryState of(Translation translation, int pageShift) {
    long descriptor = translation.descriptor();
    LeafKind kind =
        LeafKind.isLeaf(translation.level(), descriptor)
            ? LeafKind.of(translation.level(), descriptor)
            : null;
    return new EntryState(
        kind,
        flags(descriptor),
        tableFlags(translation.tableBits()),
        descriptor & ~(ADDRESS_BITS & -(1L << pageShift)));
  }

  static String flags(long descriptor) {
    boolean valid = Descriptor.isValid(descriptor);
    StringBuilder flags = new StringBuilder(6).append(valid ? 'V' : 'I');
    flag(flags, descriptor, Descriptor.READ_ONLY, 'R');
    flag(flags, descriptor, Descriptor.DBM, 'W');
    flag(flags, descriptor, Descriptor.PXN, 'P');
    flag(flags, descriptor, Descriptor.UXN, 'U');
    if (valid) {
      flag(flags, descriptor, Descriptor.NOT_GLOBAL, 'G');
    }
    return flags.toString();
  }

  static String tableFlags(long tableBits) {
    StringBuilder flags = new StringBuilder(2);
    flag(flags, tableBits, Descriptor.TABLE_PXN, 'p');
    flag(flags, tableBits, Descriptor.TABLE_UXN, 'u');
    flag(flags, tableBits, Descriptor.TABLE_NO_USER, 'n');
    flag(flags, tableBits, Descriptor.TABLE_READ_ONLY, 'r');
    return flags.toString();
  }

  private static void flag(StringBuilder to, long descriptor, long bit, char letter) {
    if ((descriptor & bit) != 0) {
      to.append(letter);
    }
  }

  @Override
  public String toString() {
    return String.format(
        "%s:%s/%s:%016x", kind == null ? "none" : kind.word(), flags, tableFlags, bits);
  }
}
