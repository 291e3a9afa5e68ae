package io.splitproof.oracle.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class X86FormatTest {

  private static final long TABLE = X86Entry.PRESENT | X86Entry.WRITABLE;
  private static final long DATA = TABLE | X86Entry.GLOBAL | X86Entry.NO_EXECUTE;

  private final Format format = Geometry.x86().format();

  @Test
  void aLargeLeafIsNoTableAndAPageNeverIs() {
    assertTrue(format.isTable(TABLE, Geometry.PMD));
    assertFalse(format.isTable(TABLE | X86Entry.LARGE, Geometry.PMD));
    assertFalse(format.isTable(TABLE, Geometry.PTE));
  }

  @Test
  void everyLevelHasASayInWritingAndExecuting() {
    long forbidding = format.tableBits(X86Entry.PRESENT | X86Entry.NO_EXECUTE);
    long generous = format.tableBits(TABLE | X86Entry.USER);
    assertTrue(format.permitsWrites(DATA, generous));
    assertFalse(format.permitsWrites(DATA, generous | forbidding));
    assertTrue(format.permitsExecution(TABLE, generous));
    assertFalse(format.permitsExecution(TABLE, generous | forbidding));
  }

  @Test
  void theBitThatMakesALeafLargeIsThePatBitOfAPage() {
    assertEquals(4, format.memoryType(DATA | X86Entry.LARGE, Geometry.PTE));
    assertEquals(0, format.memoryType(DATA | X86Entry.LARGE, Geometry.PMD));
    assertEquals(4, format.memoryType(DATA | X86Entry.LARGE_PAT, Geometry.PMD));
    assertEquals(0x1000, format.output(DATA | X86Entry.LARGE_PAT, Geometry.PTE));
    assertEquals(0, format.output(DATA | X86Entry.LARGE_PAT, Geometry.PMD));
  }

  @Test
  void addressBitsBelowALargeLeafAreReserved() {
    long stray = DATA | X86Entry.LARGE | 1L << 13;
    assertEquals(Translation.Fault.RESERVED, format.fault(stray, Geometry.PMD));
    assertEquals("address bits below the leaf size", format.formFault(stray, Geometry.PMD));
    assertNull(format.formFault(stray, Geometry.PTE));
  }

  @Test
  void wordsSayWhatAnEntryIs() {
    assertEquals("2M leaf present writable global", format.words(DATA | X86Entry.LARGE, 2, false));
    assertEquals("page absent writable", format.words(X86Entry.WRITABLE | 1L << 63, 3, false));
    assertEquals("table read-only-below", format.words(X86Entry.PRESENT, 2, false));
  }

  @Test
  void theDirectMapLiesWhereLinuxHasIt() {
    Geometry x86 = Geometry.x86();
    assertEquals(273, x86.index(x86.linearStart(), 0));
    assertEquals(x86.rootStart() + (273L << 39), x86.linearStart());
    assertTrue(x86.linearEnd() < x86.vmallocStart());
  }
}
