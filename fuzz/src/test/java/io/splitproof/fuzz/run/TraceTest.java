package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces as people read them. */
class TraceTest {

  private static final String MACHINE = "machine 4K/48 ram 0x40000000+4G\n";

  private static Trace trace(String variant, String steps) {
    return Trace.of(ProgramText.parse(MACHINE + steps), Variants.named(variant));
  }

  private static List<String> split() {
    String steps = "B0 = alloc_pages 1 near 0x80000\nset_memory_valid B0[0] 1 off";
    Trace trace = trace("linux-7.2", steps);
    return trace.steps().get(1).events();
  }

  private static void assertHas(List<String> events, String... parts) {
    assertTrue(
        events.stream().anyMatch(event -> List.of(parts).stream().allMatch(event::contains)),
        () -> String.join("\n", events));
  }

  @Test
  void aFillSaysWhatWasThereAndWhere() {
    assertHas(
        split(),
        "fill ",
        "16 entries 00f8000080000707, step 1000 -> 00e8000080000707, step 1000",
        "level 3, va ffff000040000000: page valid writable contiguous tagged -> page valid");
  }

  @Test
  void aTableThatNoWalkReachesHasNoAddressYet() {
    assertHas(split(), "512 entries 0000000000000000 each -> ", "level 3, not hooked in: empty");
  }

  @Test
  void aStoreSaysWhatItMeans() {
    assertHas(
        split(),
        "store ",
        "00e8000080000707 -> 00e8000080000f06; level 3, va ffff000040000000: "
            + "page valid writable tagged -> page invalid writable tagged");
  }

  @Test
  void aLongStepHasALineOfItsOwn() {
    String text =
        trace(
                "linux-7.2",
                "B0 = alloc_pages 1 near 0x80000\n"
                    + "fail budget 1000000 linear-table: set_direct_map_valid_noflush B0[0] 1 off\n"
                    + "free_pages B0\n")
            .text();
    List<String> lines = text.lines().skip(1).toList();
    int oracle = lines.get(0).indexOf("oracle");
    int found = lines.get(0).indexOf("found");
    assertEquals("0", lines.get(1).substring(found));
    assertTrue(lines.get(2).endsWith("set_direct_map_valid_noflush B0[0] 1 off"), lines.get(2));
    assertEquals("", lines.get(3).substring(0, oracle).strip());
    assertEquals("0", lines.get(3).substring(found));
  }

  @Test
  void ofALongStepTheEndIsShown() {
    Trace trace =
        trace(
            "hot-remove-leaks-tables",
            "add_memory 0x140000000 128M\noffline_and_remove_memory 0x140000000 128M\n");
    List<String> events = trace.steps().get(1).events();
    assertHas(events, "… ", " more");
    assertEquals("barrier    isb", events.get(events.size() - 1));
    assertTrue(trace.steps().get(1).dropped() > 0);
  }

  @Test
  void theAnnouncementAtWhichACheckFiredIsMarked() {
    Trace trace =
        trace(
            "hot-remove-frees-cached-table",
            "add_memory 0x140000000 128M\noffline_and_remove_memory 0x140000000 128M\n");
    assertHas(trace.steps().get(1).events(), "freed   <== tlb");
  }
}
