package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import java.util.Locale;

/** The sizes of leaf entries a recording tells apart; contiguous ones are a kind of their own. */
public enum LeafKind {
  /** A PUD block. */
  PUD(Geometry.PUD, false),
  /** A PMD block in a contiguous group. */
  CPMD(Geometry.PMD, true),
  /** A PMD block. */
  PMD(Geometry.PMD, false),
  /** A page in a contiguous group. */
  CPTE(Geometry.PTE, true),
  /** A page. */
  PTE(Geometry.PTE, false);

  private final int level;
  private final boolean contiguous;

  LeafKind(int level, boolean contiguous) {
    this.level = level;
    this.contiguous = contiguous;
  }

  /** Level of the entry. */
  public int level() {
    return level;
  }

  /** The word recordings use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a leaf {@code descriptor} at {@code level}, 1 to 3. */
  public static LeafKind of(int level, long descriptor) {
    boolean contiguous = (descriptor & Descriptor.CONTIGUOUS) != 0;
    return switch (level) {
      case Geometry.PTE -> contiguous ? CPTE : PTE;
      case Geometry.PMD -> contiguous ? CPMD : PMD;
      default -> PUD;
    };
  }

  /** Whether {@code descriptor} at {@code level} maps something, be it present-invalid. */
  public static boolean isLeaf(int level, long descriptor) {
    return (descriptor & (Descriptor.VALID | Descriptor.PRESENT_INVALID)) != 0
        && !Descriptor.isTable(descriptor, level);
  }
}
