package io.splitproof.fuzz.dump;

import io.splitproof.oracle.arch.Descriptor;
import java.util.List;

/** The attribute columns of a page-table dump: which bits they show, and how. */
final class DumpColumns {

  private static final int MT_NORMAL_NC = 2;
  private static final int MT_DEVICE_NGNRNE = 3;
  private static final int MT_DEVICE_NGNRE = 4;
  private static final long BLOCK = Descriptor.VALID;

  /**
   * One column.
   *
   * @param mask bits it looks at
   * @param value what they must be
   * @param set printed if they are
   * @param clear printed if they are not; empty for a column that is then left out
   */
  private record Column(long mask, long value, String set, String clear) {}

  private static final List<Column> COLUMNS =
      List.of(
          bit(Descriptor.VALID, " ", "F"),
          bit(Descriptor.USER, "USR", "   "),
          bit(Descriptor.READ_ONLY, "ro", "RW"),
          bit(Descriptor.PXN, "NX", "x "),
          bit(Descriptor.INNER_SHAREABLE, "SHD", "   "),
          bit(Descriptor.ACCESS_FLAG, "AF", "  "),
          bit(Descriptor.NOT_GLOBAL, "NG", "  "),
          bit(Descriptor.CONTIGUOUS, "CON", "   "),
          new Column(Descriptor.TYPE_MASK, BLOCK, "BLK", "   "),
          bit(Descriptor.UXN, "UXN", "   "),
          bit(Descriptor.GUARDED, "GP", "  "),
          memoryType(MT_DEVICE_NGNRNE, "DEVICE/nGnRnE"),
          memoryType(MT_DEVICE_NGNRE, "DEVICE/nGnRE"),
          memoryType(MT_NORMAL_NC, "MEM/NORMAL-NC"),
          memoryType(Descriptor.MT_NORMAL, "MEM/NORMAL"),
          memoryType(Descriptor.MT_NORMAL_TAGGED, "MEM/NORMAL-TAGGED"));

  private DumpColumns() {}

  private static Column bit(long mask, String set, String clear) {
    return new Column(mask, mask, set, clear);
  }

  private static Column memoryType(int index, String name) {
    long value = (long) index << Descriptor.ATTR_INDEX_SHIFT;
    return new Column(Descriptor.ATTR_INDEX_MASK, value, name, "");
  }

  /** All bits that any column looks at. */
  static long mask() {
    long mask = 0;
    for (Column column : COLUMNS) {
      mask |= column.mask;
    }
    return mask;
  }

  /** Appends the columns of {@code descriptor}, a blank before each. */
  static void append(StringBuilder to, long descriptor) {
    for (Column column : COLUMNS) {
      boolean set = (descriptor & column.mask) == column.value;
      String shown = set ? column.set : column.clear;
      if (!shown.isEmpty()) {
        to.append(' ').append(shown);
      }
    }
  }
}
