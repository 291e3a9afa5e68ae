package io.splitproof.fuzz.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PtDumpTest {

  private static final long PAGE_OFFSET = 0xffff000000000000L;
  private static final long BLOCK =
      Descriptor.VALID
          | Descriptor.INNER_SHAREABLE
          | Descriptor.ACCESS_FLAG
          | Descriptor.PXN
          | Descriptor.UXN;
  private static final long PAGE = BLOCK | Descriptor.TABLE_OR_PAGE;

  private static String dump(Geometry geometry, DumpedTables tables) {
    return PtDump.linearMap(geometry, tables, DumpedTables.ROOT);
  }

  @Test
  void columnsAreTheKernels() {
    Geometry geometry = Geometry.named("4K/48");
    DumpedTables tables = new DumpedTables(geometry);
    tables.set(PAGE_OFFSET, Geometry.PTE, PAGE | Descriptor.CONTIGUOUS);
    tables.set(PAGE_OFFSET + 0x1000, Geometry.PTE, PAGE & ~Descriptor.VALID | 1L << 11);
    tables.set(PAGE_OFFSET + 0x2000, Geometry.PTE, Descriptor.PXN);
    tables.set(PAGE_OFFSET + 0x200000, Geometry.PMD, BLOCK | Descriptor.READ_ONLY);
    tables.set(PAGE_OFFSET + 0x40000000L, Geometry.PUD, BLOCK & ~Descriptor.PXN | 1L << 50);
    assertEquals(
        """
        ---[ Linear Mapping start ]---
        0xffff000000000000-0xffff000000001000           4K PTE\
               RW NX SHD AF    CON     UXN    MEM/NORMAL
        0xffff000000001000-0xffff000000002000           4K PTE\
         F     RW NX SHD AF NG         UXN    MEM/NORMAL
        0xffff000000002000-0xffff000000003000           4K PTE\
         F     RW NX                          MEM/NORMAL
        0xffff000000003000-0xffff000000200000        2036K PTE
        0xffff000000200000-0xffff000000400000           2M PMD\
               ro NX SHD AF        BLK UXN    MEM/NORMAL
        0xffff000000400000-0xffff000040000000        1020M PMD
        0xffff000040000000-0xffff000080000000           1G PUD\
               RW x  SHD AF        BLK UXN GP MEM/NORMAL
        0xffff000080000000-0xffff008000000000         510G PUD
        0xffff008000000000-0xffff800000000000      130560G PGD
        ---[ Linear Mapping end ]---
        """,
        dump(geometry, tables));
  }

  @Test
  void aFoldedPudCountsAsTheRoot() {
    Geometry geometry = Geometry.named("4K/39");
    DumpedTables tables = new DumpedTables(geometry);
    tables.set(geometry.linearStart(), Geometry.PUD, BLOCK);
    assertEquals(
        "0xffffff8000000000-0xffffff8040000000 1G PGD RW NX SHD AF BLK UXN MEM/NORMAL",
        DumpText.lines(dump(geometry, tables)).get(1));
  }

  @Test
  void aPmdAtTheRootKeepsItsName() {
    Geometry geometry = Geometry.named("64K/42");
    DumpedTables tables = new DumpedTables(geometry);
    tables.set(geometry.linearStart(), Geometry.PMD, BLOCK);
    var lines = DumpText.lines(dump(geometry, tables));
    assertEquals(
        "0xfffffc0000000000-0xfffffc0020000000 512M PMD RW NX SHD AF BLK UXN MEM/NORMAL",
        lines.get(1));
    assertEquals("0xfffffc0020000000-0xfffffe0000000000 2096640M PGD", lines.get(2));
  }

  @Test
  void anEmptyMapIsOneHole() {
    Geometry geometry = Geometry.named("4K/48");
    assertEquals(
        "0xffff000000000000-0xffff800000000000 128T PGD",
        DumpText.lines(dump(geometry, new DumpedTables(geometry))).get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 4K", "65536, 64K", "2097152, 2M", "1245184, 1216K", "1073741824, 1G", "6442450944, 6G"
  })
  void sizesUseTheLargestUnitThatFits(long bytes, String size) {
    assertEquals(String.format("%10s", size), PtDump.size(bytes));
  }
}
