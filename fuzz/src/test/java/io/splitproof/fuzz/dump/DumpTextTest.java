package io.splitproof.fuzz.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class DumpTextTest {

  @Test
  void whiteSpaceDoesNotCount() {
    assertNull(DumpText.firstDifference("a   b\n\n  c\n", "a b \nc"));
  }

  @Test
  void everythingElseDoes() {
    assertEquals(
        new DumpText.Difference(2, "c", "d"), DumpText.firstDifference("a b\nc\n", "a b\nd\n"));
  }

  @Test
  void aMissingLineIsADifference() {
    assertEquals(
        new DumpText.Difference(2, "c", "nothing"), DumpText.firstDifference("a\nc\n", "a\n"));
  }

  @Test
  void withoutValidityNeighboursJoin() {
    String dump =
        """
        ---[ Linear Mapping start ]---
        0x0000-0x1000 4K PTE F RW NG UXN
        0x1000-0x3000 8K PTE RW UXN
        0x3000-0x4000 4K PTE ro UXN
        0x5000-0x6000 4K PTE ro UXN
        """;
    assertEquals(
        List.of(
            "---[ Linear Mapping start ]---",
            "0x0000-0x3000 PTE RW UXN",
            "0x3000-0x4000 PTE ro UXN",
            "0x5000-0x6000 PTE ro UXN"),
        DumpText.linesWithoutValidity(dump));
  }
}
