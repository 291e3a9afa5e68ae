package io.splitproof.fuzz.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.checks.CheckName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutantTest {

  private static final String SOURCE =
      """
      static int other(int x);

      static int first(int x)
      {
        if (x) {
          flush(x);
        }
        return x;
      }

      int
      other(int x)
      {
        flush( x,
               x );
        return flush(x);
      }
      """;

  private static Mutant mutant(String function, String how, String put) {
    return Mutants.parse(
            "mutant name\nwhat a text\nfile a.c\nin " + function + "\n" + how + "\nput " + put
                + "\nchecks tlb,bbm\n")
        .get(0);
  }

  private static String changed(Mutant mutant) {
    String after = mutant.edit(SOURCE);
    return after.lines()
        .filter(line -> SOURCE.lines().noneMatch(line::equals))
        .map(String::strip)
        .toList()
        .toString();
  }

  @Test
  void aRecordHasEverything() {
    Mutant mutant = mutant("first", "find x", "y");
    assertEquals("name", mutant.name());
    assertEquals("a text", mutant.text());
    assertEquals("a.c", mutant.file());
    assertEquals("first", mutant.function());
    assertEquals(Set.of(CheckName.TLB, CheckName.BBM), mutant.checks());
    assertFalse(mutant.isHarmless());
  }

  @Test
  void anEditIsConfinedToItsFunction() {
    assertEquals("[drop(x);]", changed(mutant("first", "find flush", "drop")));
    assertEquals("[return drop(x);]", changed(mutant("other", "find return flush", "return drop")));
  }

  @Test
  void aBlankIsAnyWhiteSpaceOrNone() {
    assertEquals("[drop()]", changed(mutant("other", "find flush\\( x, x \\);", "drop()")));
    assertEquals("[return no;]", changed(mutant("other", "find flush \\( x \\);", "no;")));
  }

  @Test
  void groupsMayBePutElsewhere() {
    assertEquals("[x(flush);]", changed(mutant("first", "find (flush)\\((x)\\)", "$2($1)")));
  }

  @Test
  void whatIsNotThereOnceDoesNotFit() {
    assertMisfit(mutant("first", "find gone", ""), "0 times in first()");
    assertMisfit(mutant("other", "find flush", ""), "2 times in other()");
    assertMisfit(mutant("*", "find return", ""), "2 times in a.c");
    assertMisfit(mutant("nowhere", "find x", ""), "nowhere() is defined 0 times");
  }

  private static void assertMisfit(Mutant mutant, String why) {
    MisfitException misfit =
        assertThrows(MisfitException.class, () -> mutant.edit(SOURCE));
    assertTrue(misfit.getMessage().contains(why), misfit::getMessage);
  }

  @Test
  void aNameMayBeReplacedEverywhereInAFunction() {
    String after = mutant("other", "each flush", "drop").edit(SOURCE);
    assertTrue(after.contains("drop( x"), after);
    assertTrue(after.contains("return drop(x)"), after);
    assertTrue(after.contains("  flush(x)"), after);
  }

  @Test
  void recordsWithMistakesAreRefused() {
    assertRefused("mutant a\nwhat b\n");
    assertRefused("mutant a\nmutant b\n");
    assertRefused("colour red\n");
    String rest = "\nwhat b\nfile c\nin d\nput e\nchecks tlb\n";
    assertRefused("mutant a\nfind (" + rest);
    assertRefused("mutant a\nfind x" + rest.replace("tlb", "taste"));
  }

  private static void assertRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Mutants.parse(text));
  }

  @Test
  void thereAreEnoughOfThem() {
    List<Mutant> all = Mutants.all();
    long harmless = all.stream().filter(Mutant::isHarmless).count();
    assertTrue(harmless >= 3);
    assertTrue(all.size() - harmless >= 2 * Testability.FEWEST);
    Set<String> names = new HashSet<>();
    all.forEach(mutant -> assertTrue(names.add(mutant.name()), mutant::name));
  }
}
