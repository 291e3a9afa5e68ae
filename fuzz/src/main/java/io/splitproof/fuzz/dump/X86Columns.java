package io.splitproof.fuzz.dump;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.X86Entry;

/**
 * The attribute columns of an x86-64 kernel's dump. What is absent has none.
 *
 * <p>Source: Linux 7.2 {@code arch/x86/mm/dump_pagetables.c}, printk_prot.
 */
final class X86Columns {

  private static final String ABSENT = " ".repeat(30);

  private X86Columns() {}

  /** What a run of entries has in common: all that is no address. */
  static long attributes(long descriptor) {
    return descriptor & ~X86Entry.ADDRESS_MASK;
  }

  /** Appends the columns of an entry at {@code level}, and a blank after each. */
  static void append(StringBuilder to, long descriptor, int level) {
    if ((descriptor & X86Entry.PRESENT) == 0) {
      to.append(ABSENT);
      return;
    }
    boolean page = level == Geometry.PTE;
    to.append(has(descriptor, X86Entry.USER, "USR ", "    "));
    to.append(has(descriptor, X86Entry.WRITABLE, "RW ", "ro "));
    to.append(has(descriptor, X86Entry.WRITE_THROUGH, "PWT ", "    "));
    to.append(has(descriptor, X86Entry.CACHE_DISABLE, "PCD ", "    "));
    to.append(has(page ? 0 : descriptor, X86Entry.LARGE, "PSE ", "    "));
    to.append(has(page ? descriptor : 0, X86Entry.PAGE_PAT, "PAT ", "    "));
    to.append(has(descriptor, X86Entry.GLOBAL, "GLB ", "    "));
    to.append(has(descriptor, X86Entry.NO_EXECUTE, "NX ", "x  "));
  }

  private static String has(long descriptor, long bit, String set, String clear) {
    return (descriptor & bit) != 0 ? set : clear;
  }

  /** What the kernel calls a level. */
  static String levelName(int level) {
    return switch (level) {
      case Geometry.PTE -> "pte";
      case Geometry.PMD -> "pmd";
      case Geometry.PUD -> "pud";
      default -> "pgd";
    };
  }
}
