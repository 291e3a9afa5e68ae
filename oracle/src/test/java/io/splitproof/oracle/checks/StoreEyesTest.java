package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.reference.Machines;
import io.splitproof.oracle.reference.PageState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one store changes for walkers, each as "first page of the block, pages, before, after". */
class StoreEyesTest implements SightListener, MachineEvents {

  private static final long BLOCK = Workbench.BLOCK;
  private static final String WRITABLE = "valid-writable";

  private final FakeMachine machine = new FakeMachine(Machines.early());
  private final Geometry geometry = machine.config.geometry();
  private final TableShadow shadow = new TableShadow(geometry);
  private final TablePlaces places = new TablePlaces(geometry, machine, shadow);
  private final StoreEyes eyes = new StoreEyes(geometry, machine, places, false, this);
  private final List<String> seen = new ArrayList<>();
  private final List<String> sizes = new ArrayList<>();
  private boolean alike = true;

  @BeforeEach
  void attach() {
    shadow.attach(machine, machine.rootTable());
    long root = machine.entry(geometry.linearStart(), Geometry.PUD);
    shadow.found(Descriptor.address(machine.read(root), 12), Geometry.PMD, root);
    shadow.save();
    machine.listen(this);
  }

  @Override
  public void seen(Sight sight) {
    long page = machine.config.linearPa(sight.va) - BLOCK >> 12;
    seen.add(
        page + "+" + (sight.bytes >> 12) + " " + PageState.describe(sight.before)
            + " " + PageState.describe(sight.after));
    sizes.add((sight.beforeSize >> 12) + " to " + (sight.afterSize >> 12));
    alike &= sight.translatesAlike();
  }

  @Override
  public void stored(long pa, long before, long after) {
    int level = shadow.levelAt(pa);
    if (level != Geometry.PTE) {
      shadow.stored(pa, level, before, after);
    }
    eyes.stored(pa, level, before, after);
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    eyes.filling(pa, shadow.levelAt(pa), count, first, step);
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    shadow.allocated(pa, level);
  }

  private long block() {
    return machine.linearEntry(BLOCK, Geometry.PMD);
  }

  private long page(int page) {
    return machine.linearEntry(BLOCK + page * 4096L, Geometry.PTE);
  }

  private void change(long pa, long clear, long set) {
    machine.store(pa, machine.read(pa) & ~clear | set);
  }

  private void assertSeen(String... expected) {
    assertEquals(List.of(expected), seen);
    seen.clear();
  }

  @Test
  void changedBlockIsOneSight() {
    change(block(), Descriptor.DBM, Descriptor.READ_ONLY);
    assertSeen("0+512 valid-writable valid-readonly");
    assertFalse(alike);
  }

  @Test
  void storedTwiceIsNoSight() {
    change(block(), 0, 0);
    assertSeen();
  }

  @Test
  void tableThatIsHookedInNowhereIsNotSeen() {
    long table = machine.newTable(Geometry.PTE, Space.LINEAR);
    machine.fill(table, 512, FakeMachine.LINEAR | FakeMachine.PAGE | BLOCK, 4096);
    machine.store(table, 0);
    assertSeen();
  }

  @Test
  void splitTranslatesAlikeWithSmallerEntries() {
    machine.split(BLOCK);
    assertSeen("0+512 " + WRITABLE + " " + WRITABLE);
    assertTrue(alike);
    assertEquals(List.of("512 to 1"), sizes);
  }

  @Test
  void whatDiffersInANewTableIsSeenApart() {
    long table = machine.newTable(Geometry.PTE, Space.LINEAR);
    machine.fill(table, 512, FakeMachine.LINEAR | FakeMachine.PAGE | BLOCK, 4096);
    machine.write(table + 8 * 7, 0);
    machine.store(block(), table | FakeMachine.TABLE);
    assertSeen(
        "0+7 " + WRITABLE + " " + WRITABLE,
        "7+1 " + WRITABLE + " fault",
        "8+504 " + WRITABLE + " " + WRITABLE);
  }

  @Test
  void hookingATableOutTakesAwayEverythingBelow() {
    machine.split(BLOCK);
    machine.fill(page(100), 400, 0, 0);
    seen.clear();
    machine.store(block(), 0);
    assertSeen("0+100 " + WRITABLE + " fault", "500+12 " + WRITABLE + " fault");
  }

  @Test
  void bitsOfATableAboveCountForEverythingBelow() {
    machine.split(BLOCK);
    seen.clear();
    change(block(), 0, Descriptor.TABLE_READ_ONLY);
    assertSeen("0+512 valid-writable valid-readonly");
    change(page(3), Descriptor.VALID, Descriptor.PRESENT_INVALID);
    change(page(3), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    assertSeen("3+1 valid-readonly fault", "3+1 fault valid-readonly");
  }

  @Test
  void filledEntriesAreSeenByWhatTheyWere() {
    machine.split(BLOCK);
    change(page(2), Descriptor.DBM, Descriptor.READ_ONLY);
    seen.clear();
    machine.fill(page(0), 8, 0, 0);
    assertSeen(
        "0+2 " + WRITABLE + " fault", "2+1 valid-readonly fault", "3+5 " + WRITABLE + " fault");
  }

  @Test
  void emptyEntriesAreSeenWhenTheyAreFilled() {
    machine.split(BLOCK);
    machine.fill(page(4), 4, 0, 0);
    seen.clear();
    machine.fill(page(4), 4, FakeMachine.LINEAR | FakeMachine.PAGE | BLOCK + 4 * 4096L, 4096);
    assertSeen("4+4 fault " + WRITABLE);
  }

  @Test
  void contiguousEntriesCoverTheirGroup() {
    long first = machine.linearEntry(Machines.BASE + 16 * Machines.BLOCK, Geometry.PMD);
    change(first, Descriptor.CONTIGUOUS, 0);
    assertEquals(List.of("8192 to 512"), sizes);
    assertTrue(alike);
  }

  @Test
  void resetForgetsWhereATableWas() {
    machine.split(BLOCK);
    long entry = page(0);
    change(entry, Descriptor.DBM, Descriptor.READ_ONLY);
    shadow.reset();
    seen.clear();
    assertEquals(TableShadow.NO_TABLE, shadow.levelAt(entry));
    eyes.stored(entry, Geometry.PTE, 0, machine.read(entry));
    assertSeen();
  }
}
