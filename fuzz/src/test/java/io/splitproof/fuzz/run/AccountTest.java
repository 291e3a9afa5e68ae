package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.Divergence;
import org.junit.jupiter.api.Test;

/** Verdicts name the store that matters, who made it, and what was invalidated since. */
class AccountTest {

  private static final Program TWO_PAGES =
      program("B0 = alloc_pages 2 near 0x80000\nset_memory_valid B0[0] 2 off\n");

  private static Program program(String steps) {
    return ProgramText.parse("machine 4K/48 ram 0x40000000+4G\n" + steps);
  }

  private static Divergence verdict(String variant, Program program) {
    return Trace.of(program, Variants.named(variant)).result().divergence();
  }

  private static void assertSays(Divergence verdict, String... sentences) {
    for (String sentence : sentences) {
      assertTrue(verdict.explanation().contains(sentence), verdict::explanation);
    }
  }

  @Test
  void aStaleTranslationNamesTheStoreAndThatNothingWasInvalidated() {
    assertSays(
        verdict("change-not-flushed", TWO_PAGES),
        "made stale by step 1 (set_memory_valid B0[0] 2 off) on CPU 0, at pa ",
        "level 3, va ffff000040000000",
        "(page valid writable tagged) -> 00e8000080000f06 (page invalid writable tagged)",
        "since then: no barrier, no TLB invalidation");
  }

  @Test
  void anInvalidationOfOtherPagesIsSaidToBeElsewhere() {
    assertSays(
        verdict("flush-one-page-short", TWO_PAGES),
        "va ffff000040001000",
        "since then: dsb-ishst, tlbi ffff000040000000-ffff000040001000 range (elsewhere), dsb-ish");
  }

  @Test
  void anInvalidationBeforeTheStoreIsToldOf() {
    assertSays(
        verdict("flush-before-change", TWO_PAGES),
        "it was invalidated only before the store that made it stale",
        "before it, the same step invalidated ffff000040000000-ffff000040002000");
  }

  @Test
  void anInvalidationWithoutABarrierBeforeItIsToldApart() {
    assertSays(
        verdict("flush-before-stores-are-visible", TWO_PAGES),
        "no barrier is between the store that made it stale and its invalidation");
  }

  @Test
  void anEarlierStepThatMadeItStaleIsNamed() {
    assertSays(
        verdict("purge-one-page-short", program("A0 = vmalloc 1\nvfree A0\nvm_unmap_aliases\n")),
        "made stale by step 1 (vfree A0) on CPU 0",
        "since then: in step 2 (vm_unmap_aliases): dsb-ishst, tlbi ");
  }

  @Test
  void aTableThatLeakedIsNamedWithWhatBecameOfIt() {
    Program program =
        program("B0 = alloc_pages 512 near 0x80000\nset_memory_valid B0[0] 512 off\n");
    Divergence verdict = verdict("split-leaks-spare-table", program);
    assertTrue(verdict.tablePa() != 0);
    assertSays(
        verdict,
        "the table at pa " + Long.toHexString(verdict.tablePa()),
        "allocated by step 1 (set_memory_valid B0[0] 512 off) on CPU 0, for level 3 of the linear",
        "never hooked in",
        "not given back");
  }

  @Test
  void aTableThatIsStillCachedIsNamedWithTheStoreThatHookedItOut() {
    Program program =
        program("add_memory 0x140000000 128M\noffline_and_remove_memory 0x140000000 128M\n");
    assertSays(
        verdict("hot-remove-frees-cached-table", program),
        "hooked out by step 1 (offline_and_remove_memory 0x140000000 0x8000000) on CPU 0",
        "(table not-executable-below) -> 0000000000000000 (empty)",
        "given back by step 1");
  }

  @Test
  void aWrongPermissionNamesTheLastStore() {
    assertSays(
        verdict("change-one-page-short", TWO_PAGES), "last stored by step 1 (set_memory_valid");
  }

  @Test
  void thePlainVerdictIsTheSameButForTheAccount() {
    Divergence told = verdict("change-not-flushed", TWO_PAGES);
    Divergence plain =
        Runner.thorough(Variants.named("change-not-flushed")).run(TWO_PAGES).divergence();
    assertEquals(plain.signature(), told.signature());
    assertTrue(told.explanation().startsWith(plain.explanation()));
    assertFalse(plain.explanation().contains("made stale by"));
  }

  @Test
  void aCleanRunHasNone() {
    assertNull(verdict("linux-7.2", TWO_PAGES));
  }
}
