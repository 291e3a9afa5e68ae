package io.splitproof.fuzz.dump;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import java.util.HashMap;
import java.util.Map;

/** Tables built by hand, or from what a dump says. */
public final class DumpedTables implements DescriptorMemory {

  /** Physical address of the root table. */
  public static final long ROOT = 0x1000_0000L;
  private static final long TABLE = Descriptor.VALID | Descriptor.TABLE_OR_PAGE;

  private final Geometry geometry;
  private final Map<Long, long[]> tables = new HashMap<>();
  private long nextTable;

  DumpedTables(Geometry geometry) {
    this.geometry = geometry;
    tables.put(ROOT, new long[1 << geometry.indexBits()]);
    nextTable = ROOT + geometry.pageBytes();
  }

  /** Builds what {@code dump} shows of the linear map. */
  public static DumpedTables of(Geometry geometry, String dump) {
    DumpedTables tables = new DumpedTables(geometry);
    for (String line : DumpText.lines(dump)) {
      String[] words = line.split(" ");
      if (words[0].startsWith("0x")) {
        tables.line(words);
      }
    }
    return tables;
  }

  private void line(String[] words) {
    String[] range = words[0].split("-");
    long start = Long.parseUnsignedLong(range[0].substring(2), 16);
    long end = Long.parseUnsignedLong(range[1].substring(2), 16);
    int level = level(words[2]);
    long descriptor = words.length == 3 ? 0 : descriptor(level, words);
    if (level == geometry.rootLevel() && descriptor == 0) {
      return;
    }
    for (long va = start; va < end; va += geometry.bytes(level)) {
      set(va, level, descriptor);
    }
  }

  private int level(String name) {
    return switch (name) {
      case "PTE" -> Geometry.PTE;
      case "PMD" -> Geometry.PMD;
      case "PUD" -> Geometry.PUD;
      default -> geometry.rootLevel();
    };
  }

  private static long descriptor(int level, String[] words) {
    long descriptor = level == Geometry.PTE ? TABLE : Descriptor.VALID;
    for (int i = 3; i < words.length; i++) {
      descriptor =
          switch (words[i]) {
            case "F" -> descriptor & ~Descriptor.VALID;
            case "ro" -> descriptor | Descriptor.READ_ONLY;
            case "NX" -> descriptor | Descriptor.PXN;
            case "SHD" -> descriptor | Descriptor.INNER_SHAREABLE;
            case "AF" -> descriptor | Descriptor.ACCESS_FLAG;
            case "NG" -> descriptor | Descriptor.NOT_GLOBAL;
            case "CON" -> descriptor | Descriptor.CONTIGUOUS;
            case "UXN" -> descriptor | Descriptor.UXN;
            case "GP" -> descriptor | Descriptor.GUARDED;
            case "MEM/NORMAL-TAGGED" -> descriptor | 1L << Descriptor.ATTR_INDEX_SHIFT;
            default -> descriptor;
          };
    }
    return descriptor;
  }

  /** Stores {@code descriptor} for {@code va} at {@code level}, building tables on the way. */
  void set(long va, int level, long descriptor) {
    long tablePa = ROOT;
    for (int at = geometry.rootLevel(); at < level; at++) {
      long[] table = tables.get(tablePa);
      int index = geometry.index(va, at);
      if (table[index] == 0) {
        tables.put(nextTable, new long[1 << geometry.indexBits()]);
        table[index] = nextTable | TABLE;
        nextTable += geometry.pageBytes();
      }
      tablePa = Descriptor.address(table[index], geometry.pageShift());
    }
    tables.get(tablePa)[geometry.index(va, level)] = descriptor;
  }

  @Override
  public long read(long pa) {
    long[] table = tables.get(pa & -geometry.pageBytes());
    return table == null ? 0 : table[(int) (pa & (geometry.pageBytes() - 1)) / 8];
  }
}
