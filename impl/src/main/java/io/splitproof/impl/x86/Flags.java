package io.splitproof.impl.x86;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.X86Entry;

/**
 * Flags of leaves, from one size to another. The bit that says how large a leaf is, is the PAT bit
 * of a page; the PAT bit of a large leaf is an address bit of a page.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/include/asm/pgtable_types.h}, pgprot_4k_2_large,
 * pgprot_large_2_4k; {@code arch/x86/mm/pat/set_memory.c}, pgprot_clear_protnone_bits; "x86/mm/cpa:
 * restore global bit when page is present" of the thread.
 */
public class Flags {

  /** Creates the rules. */
  public Flags() {}

  /** Those of a page that maps like a large leaf with {@code flags}. */
  public long small(long flags) {
    long pat = (flags & X86Entry.LARGE_PAT) != 0 ? X86Entry.PAGE_PAT : 0;
    return flags & ~(X86Entry.LARGE | X86Entry.LARGE_PAT) | pat;
  }

  /** Those of a large leaf that maps like a page with {@code flags}; an absent one has no size. */
  public long large(long flags) {
    long pat = (flags & X86Entry.PAGE_PAT) != 0 ? X86Entry.LARGE_PAT : 0;
    long size = (flags & X86Entry.PRESENT) != 0 ? X86Entry.LARGE : 0;
    return flags & ~X86Entry.PAGE_PAT | pat | size;
  }

  /**
   * Those of a page after {@code clear} was taken and {@code set} given: an absent page is not
   * global, because software would read that bit otherwise, and a present one is again.
   */
  public final long changed(long flags, long set, long clear) {
    return global(flags & ~clear | set);
  }

  /** {@code flags} with the global bit as it has to be. */
  protected long global(long flags) {
    return (flags & X86Entry.PRESENT) != 0
        ? flags | X86Entry.GLOBAL
        : flags & ~X86Entry.GLOBAL;
  }

  /** Those of the pieces that a leaf at {@code level} with {@code flags} is split into. */
  public long pieces(long flags, int level) {
    if (level == Geometry.PMD) {
      return global(small(flags));
    }
    boolean present = (flags & X86Entry.PRESENT) != 0;
    return global(present ? flags : flags & ~X86Entry.LARGE);
  }
}
