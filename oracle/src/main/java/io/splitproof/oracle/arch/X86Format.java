package io.splitproof.oracle.arch;

import io.splitproof.oracle.arch.Translation.Fault;

/**
 * x86-64 with 4-level paging, as the kernel uses it.
 *
 * <p>Hierarchical bits are kept as what a table forbids: R/W and U/S of a table are inverted.
 *
 * <p>Source: Intel SDM volume 3, 5.5 (4-level paging), 5.6 (access rights), 5.9 (memory typing),
 * 5.10 (caching translation information).
 */
final class X86Format extends Format {

  private static final long DENIALS = X86Entry.WRITABLE | X86Entry.USER;
  private static final int INDEX_BITS = 9;
  private static final String[] LEAVES = {"512G leaf", "1G leaf", "2M leaf", "page"};

  @Override
  public boolean isValid(long descriptor) {
    return (descriptor & X86Entry.PRESENT) != 0;
  }

  @Override
  public boolean isTable(long descriptor, int level) {
    long kind = descriptor & (X86Entry.PRESENT | X86Entry.LARGE);
    return level < Geometry.PTE && kind == X86Entry.PRESENT;
  }

  @Override
  public long table(long descriptor) {
    return descriptor & X86Entry.ADDRESS_MASK;
  }

  @Override
  public long output(long descriptor, int level) {
    long address = descriptor & X86Entry.ADDRESS_MASK;
    return level == Geometry.PTE ? address : address & ~X86Entry.LARGE_PAT;
  }

  @Override
  public long tableBits(long descriptor) {
    return ~descriptor & DENIALS | descriptor & X86Entry.NO_EXECUTE;
  }

  @Override
  public boolean isContiguous(long descriptor) {
    return false;
  }

  @Override
  public Fault fault(long descriptor, int level) {
    if (!isValid(descriptor)) {
      return Fault.INVALID;
    }
    return isReserved(descriptor, level) ? Fault.RESERVED : Fault.NONE;
  }

  @Override
  public boolean isReserved(long descriptor, int level) {
    return isValid(descriptor) && (level < Geometry.PUD || strayAddress(descriptor, level) != 0);
  }

  /** Address bits that a leaf at {@code level} must not have. */
  private long strayAddress(long descriptor, int level) {
    return output(descriptor, level) & (1L << 12 + INDEX_BITS * (Geometry.PTE - level)) - 1;
  }

  @Override
  public boolean permitsWrites(long descriptor, long tableBits) {
    return (descriptor & ~tableBits & X86Entry.WRITABLE) != 0;
  }

  @Override
  public boolean permitsExecution(long descriptor, long tableBits) {
    return ((descriptor | tableBits) & X86Entry.NO_EXECUTE) == 0;
  }

  @Override
  public boolean permitsUser(long descriptor, long tableBits) {
    return (descriptor & ~tableBits & X86Entry.USER) != 0;
  }

  @Override
  public boolean isGlobal(long descriptor) {
    return (descriptor & X86Entry.GLOBAL) != 0;
  }

  @Override
  public boolean isGuarded(long descriptor) {
    return false;
  }

  @Override
  public boolean isShared(long descriptor) {
    return false;
  }

  /** PAT, PCD and PWT, of which the first is elsewhere in a large leaf. */
  @Override
  public int memoryType(long descriptor, int level) {
    long pat = level == Geometry.PTE ? X86Entry.PAGE_PAT : X86Entry.LARGE_PAT;
    return ((descriptor & X86Entry.WRITE_THROUGH) != 0 ? 1 : 0)
        + ((descriptor & X86Entry.CACHE_DISABLE) != 0 ? 2 : 0)
        + ((descriptor & pat) != 0 ? 4 : 0);
  }

  @Override
  public int linearType() {
    return 0;
  }

  /** Bit 12 is an address bit of a page, but an attribute of every other leaf. */
  @Override
  public long attributeMask() {
    return ~((1L << 47) - 1) | (X86Entry.LARGE_PAT << 1) - 1;
  }

  @Override
  public String formFault(long descriptor, int level) {
    if (isValid(descriptor) && level < Geometry.PUD) {
      return "reserved encoding";
    }
    return strayAddress(descriptor, level) != 0 ? "address bits below the leaf size" : null;
  }

  @Override
  public boolean isTableMalformed(long descriptor) {
    return false;
  }

  /** Any change of attributes needs an invalidation, none an entry that is absent meanwhile. */
  @Override
  public long breakAttributes(long descriptor) {
    return 0;
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public boolean invalidationReachesTables() {
    return true;
  }

  @Override
  public boolean flushesBetweenSizes() {
    return true;
  }

  @Override
  public String words(long descriptor, int level, boolean realm) {
    if (descriptor == 0) {
      return "empty";
    } else if (isTable(descriptor, level)) {
      long bits = tableBits(descriptor) & ~X86Entry.USER;
      return bits == 0 ? "table" : "table " + wordsBelow(bits);
    }
    String presence = isValid(descriptor) ? " present" : " absent";
    return LEAVES[level]
        + (isReserved(descriptor, level) ? " reserved" : presence)
        + (permitsWrites(descriptor, 0) ? " writable" : " read-only")
        + (permitsExecution(descriptor, 0) ? " executable" : "")
        + word(descriptor, X86Entry.GLOBAL, " global")
        + word(descriptor, X86Entry.USER, " user")
        + word(descriptor, X86Entry.KEEP_4K, " keep-4k")
        + (memoryType(descriptor, level) == 0 ? "" : " type-" + memoryType(descriptor, level));
  }

  @Override
  public String wordsBelow(long bits) {
    String text =
        word(bits, X86Entry.WRITABLE, " read-only-below")
            + word(bits, X86Entry.NO_EXECUTE, " not-executable-below");
    return text.isEmpty() ? "nothing for the kernel" : text.substring(1);
  }

  private static String word(long descriptor, long bit, String word) {
    return (descriptor & bit) != 0 ? word : "";
  }
}
