package io.splitproof.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariantsTest {

  @Test
  void noTwoVariantsHaveTheSameName() {
    Set<String> names = new HashSet<>(Variants.names());
    assertEquals(Variants.names().size(), names.size());
    known().forEach(bug -> assertTrue(names.add(bug.name()), bug.name()));
  }

  @Test
  void everyVariantGoesByItsName() {
    Variants.names().forEach(name -> assertEquals(name, Variants.named(name).name()));
    known().forEach(bug -> assertSame(bug, Variants.named(bug.name())));
  }

  @Test
  void onlySystemsAreListed() {
    known().forEach(bug -> assertFalse(Variants.names().contains(bug.name()), bug.name()));
  }

  @Test
  void linuxComesFirst() {
    assertEquals("linux-7.2", Variants.names().get(0));
    assertEquals("linux-7.2", Variants.byDefault().name());
  }

  @Test
  void namesThatAreNoneAreTurnedDown() {
    assertThrows(IllegalArgumentException.class, () -> Variants.named("linux-7.1"));
  }

  @Test
  void thereAreAtLeastFortyBugs() {
    assertTrue(KnownBugs.all().size() >= 40);
  }

  @Test
  void namesAreWordsWithHyphens() {
    known().forEach(bug -> assertTrue(bug.name().matches("[a-z0-9]+(-[a-z0-9]+)+"), bug.name()));
  }

  @Test
  void everyBugSaysWhereItComesFrom() {
    known().forEach(bug -> assertFalse(bug.provenance().isBlank(), bug.name()));
  }

  private static Stream<KnownBug> known() {
    return Stream.concat(KnownBugs.all().stream(), KnownBugs.canaries().stream());
  }
}
