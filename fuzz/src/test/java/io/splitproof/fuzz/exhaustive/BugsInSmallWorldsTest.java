package io.splitproof.fuzz.exhaustive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.KnownBugs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every known bug that fits in a small world is found there, nearly all by two operations. */
class BugsInSmallWorldsTest {

  /** They show only while two operations are under way at the same time. */
  private static final Set<String> NEED_TWO_AT_ONCE =
      Set.of(
          "split-drops-lock-to-allocate",
          "area-table-overwritten",
          "interrupt-leaves-barriers",
          "hot-remove-offlines-too-late",
          "collapse-lets-lock-go");

  /**
   * Found in none of the worlds by three operations: they need a table of pages below the root,
   * allocations that fail again and again, memory added by two calls and used, or an area changed
   * in parts, one of which fails, and then freed.
   */
  private static final Set<String> NEED_MORE =
      Set.of(
          "collapse-loses-pxntable",
          "collapse-gives-up-tables-of-read-only",
          "collapse-joins-added-memory",
          "reset-relies-on-contract",
          "reset-by-stretches");

  /** Found with four operations, which is more than a test should try. */
  private static final Set<String> NEED_FOUR =
      Set.of("aliases-not-purged", "repaint-stops-at-image", "repaint-failure-ignored");

  /** Found with three operations, in that world. */
  private static final Map<String, String> NEED_THREE =
      Map.ofEntries(
          Map.entry("split-of-invalid-leaf-gives-valid-pages", "tiny"),
          Map.entry("split-drops-shared-bit", "tiny-realm"),
          Map.entry("split-beside-unknown-cpus", "tiny-early"),
          Map.entry("split-refused-after-repaint", "tiny-early"),
          Map.entry("change-skips-invalid-pages", "tiny-kfence"),
          Map.entry("purge-one-page-short", "tiny"),
          Map.entry("areas-without-guard-page", "tiny"),
          Map.entry("huge-area-table-freed-while-cached", "tiny"),
          Map.entry("reset-default-before-flush", "tiny"),
          Map.entry("repaint-skips-marked-pages", "tiny-kfence"),
          Map.entry("repaint-decided-by-boot-cpu", "tiny-early"),
          Map.entry("collapse-forgets-asked-splits", "tiny"),
          Map.entry("realm-encrypted-keeps-shared-bit", "tiny-realm"));

  private static boolean isFound(KnownBug bug, String world, int depth) throws Exception {
    ExplorationSettings settings =
        new ExplorationSettings(bug, Machines.named(world), Checks.ALL, depth, 2);
    return !new Exploration(settings, status -> {}).run().isClean();
  }

  private static boolean isFoundWithTwo(KnownBug bug) throws Exception {
    for (int depth = 1; depth <= 2; depth++) {
      for (Machines.Preset world : Machines.small()) {
        if (isFound(bug, world.name(), depth)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void mostAreFoundWithTwoOperations() throws Exception {
    Set<String> others = new HashSet<>(NEED_THREE.keySet());
    others.addAll(NEED_FOUR);
    others.addAll(NEED_TWO_AT_ONCE);
    others.addAll(NEED_MORE);
    List<String> missed = new ArrayList<>();
    int found = 0;
    for (KnownBug bug : KnownBugs.all()) {
      if (!others.contains(bug.name()) && !isFoundWithTwo(bug)) {
        missed.add(bug.name());
      } else {
        found++;
      }
    }
    assertEquals(List.of(), missed);
    assertTrue(found >= 40, "few bugs: " + found);
  }

  @Test
  void someAreFoundWithThree() throws Exception {
    List<String> missed = new ArrayList<>();
    for (KnownBug bug : KnownBugs.all()) {
      String world = NEED_THREE.get(bug.name());
      if (world != null && !isFound(bug, world, 3)) {
        missed.add(bug.name());
      }
    }
    assertEquals(List.of(), missed);
  }

  @Test
  void thoseThatNeedThreeAreNotFoundWithTwo() throws Exception {
    for (KnownBug bug : KnownBugs.all()) {
      if (NEED_THREE.containsKey(bug.name())) {
        assertFalse(isFound(bug, NEED_THREE.get(bug.name()), 2), bug.name());
      }
    }
  }
}
