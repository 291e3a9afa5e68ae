package io.splitproof.oracle.arch;

/**
 * Bits of an entry of x86-64's page tables, 4 levels, 52-bit physical addresses, without protection
 * keys.
 *
 * <p>Source: Intel SDM volume 3, 5.5 (4-level paging); the software bits are Linux's, {@code
 * arch/x86/include/asm/pgtable_types.h}.
 */
public final class X86Entry {

  /** P: hardware looks at nothing else when this bit is clear. */
  public static final long PRESENT = 1L;

  /** R/W: writes are allowed, here and below; every level has a say. */
  public static final long WRITABLE = 1L << 1;

  /** U/S: programs may access, here and below; every level has a say. */
  public static final long USER = 1L << 2;

  /** PWT, bit 0 of the memory type. */
  public static final long WRITE_THROUGH = 1L << 3;

  /** PCD, bit 1 of the memory type. */
  public static final long CACHE_DISABLE = 1L << 4;

  /** A: hardware sets it at the first access. */
  public static final long ACCESSED = 1L << 5;

  /** D, in leaves: hardware sets it at the first write. */
  public static final long DIRTY = 1L << 6;

  /** PS above level 3: a leaf, not a table. The same bit of a page is {@link #PAGE_PAT}. */
  public static final long LARGE = 1L << 7;

  /** PAT of a page, bit 2 of the memory type. */
  public static final long PAGE_PAT = 1L << 7;

  /** G, in leaves: the same in all address spaces. */
  public static final long GLOBAL = 1L << 8;

  /** PAT of a large leaf. */
  public static final long LARGE_PAT = 1L << 12;

  /** Linux: the page was asked to stay a page ({@code _PAGE_KERNEL_4K}), a software bit. */
  public static final long KEEP_4K = 1L << 11;

  /** XD: no execution, here and below; every level has a say. */
  public static final long NO_EXECUTE = 1L << 63;

  /** Bits 12 to 51, where addresses are. */
  public static final long ADDRESS_MASK = (1L << 52) - (1L << 12);

  private X86Entry() {}
}
