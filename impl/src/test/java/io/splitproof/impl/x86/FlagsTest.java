package io.splitproof.impl.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.X86Entry;
import org.junit.jupiter.api.Test;

class FlagsTest {

  private static final long PAGE = X86Protection.KERNEL;
  private static final long LARGE = PAGE | X86Entry.LARGE;

  private final Flags flags = new Flags();

  @Test
  void thePatBitMovesBothWays() {
    assertEquals(PAGE | X86Entry.PAGE_PAT, flags.small(LARGE | X86Entry.LARGE_PAT));
    assertEquals(LARGE | X86Entry.LARGE_PAT, flags.large(PAGE | X86Entry.PAGE_PAT));
    assertEquals(LARGE, flags.large(flags.small(LARGE)));
  }

  @Test
  void whatIsPresentAgainIsGlobalAgain() {
    long absent = flags.changed(PAGE, 0, X86Entry.PRESENT);
    assertEquals(0, absent & (X86Entry.PRESENT | X86Entry.GLOBAL));
    assertEquals(PAGE, flags.changed(absent, X86Entry.PRESENT, 0));
  }

  @Test
  void anAbsentLeafDoesNotSayHowLargeItIs() {
    long absent = flags.changed(PAGE, 0, X86Entry.PRESENT);
    assertEquals(0, flags.large(absent) & X86Entry.LARGE);
    assertEquals(0, flags.pieces(flags.large(absent), Geometry.PUD) & X86Entry.LARGE);
  }
}
