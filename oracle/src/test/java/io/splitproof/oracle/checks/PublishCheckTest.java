package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

/** Splits of a block, made by hand with and without what walkers need. */
class PublishCheckTest {

  private static final String INVISIBLE =
      "publish:split_kernel_leaf_mapping:table:DSB between filling a table and hooking it in/none";
  private static final String NOT_WHOLE =
      "publish:split_kernel_leaf_mapping:table:table whole before it is hooked in"
          + "/entries never stored";
  private static final String AFTER =
      "publish:split_kernel_leaf_mapping:table:DSB and ISB after a valid entry/no ";
  private static final String COMPLETED =
      "publish:split_kernel_leaf_mapping:call:DSB ISH and ISB after an invalidation/no ";

  private final Workbench bench = new Workbench(Machines.early(), CheckName.PUBLISH);
  private final FakeMachine machine = bench.machine;

  private void begin() {
    bench.expect(new Operation.Split(Address.physical(Workbench.BLOCK + 4096), 4096));
  }

  private long newTable() {
    return machine.newTable(Geometry.PTE, Space.LINEAR);
  }

  private void fill(long table, int first, int count) {
    machine.fill(table + 8L * first, count, pages() + 4096L * first, 4096);
  }

  private long pages() {
    return FakeMachine.LINEAR | FakeMachine.PAGE | Workbench.BLOCK;
  }

  private void hook(long table) {
    machine.store(bench.blockEntry(), table | FakeMachine.TABLE);
  }

  private void barriers() {
    bench.judge.barrier(Barrier.DSB_ISHST);
    bench.judge.barrier(Barrier.ISB);
  }

  private String found() {
    Divergence found = bench.judge(0);
    assertNotNull(found, "nothing found");
    return found.signature();
  }

  @Test
  void good_filledThenVisibleThenHookedIn() {
    begin();
    long table = newTable();
    fill(table, 0, 512);
    bench.judge.barrier(Barrier.DSB_ISHST);
    hook(table);
    barriers();
    assertNull(bench.judge(0));
  }

  @Test
  void bad_hookedInWithoutABarrier() {
    begin();
    long table = newTable();
    fill(table, 0, 512);
    hook(table);
    barriers();
    Divergence found = bench.judge(0);
    assertEquals(INVISIBLE, found.signature());
    String table16 = Long.toHexString(table);
    assertTrue(found.describe().contains("CPU 0 hooks in table " + table16), found.describe());
  }

  @Test
  void bad_anIsbIsNoDsb() {
    begin();
    long table = newTable();
    fill(table, 0, 512);
    bench.judge.barrier(Barrier.ISB);
    hook(table);
    barriers();
    assertEquals(INVISIBLE, found());
  }

  @Test
  void bad_storedToAgainAfterTheBarrier() {
    begin();
    long table = newTable();
    fill(table, 0, 512);
    bench.judge.barrier(Barrier.DSB_ISHST);
    machine.store(table + 8, pages() + 4096);
    hook(table);
    barriers();
    assertEquals(INVISIBLE, found());
  }

  @Test
  void bad_barrierOfAnotherCpu() {
    begin();
    long table = newTable();
    fill(table, 0, 512);
    bench.judge.runningOn(1);
    bench.judge.barrier(Barrier.DSB_ISH);
    bench.judge.runningOn(0);
    hook(table);
    barriers();
    assertEquals(INVISIBLE, found());
  }

  @Test
  void bad_tableBelowStoredToAfterItsBarrier() {
    begin();
    long pmds = machine.newTable(Geometry.PMD, Space.LINEAR);
    machine.fill(pmds, 512, 0, 0);
    long ptes = newTable();
    fill(ptes, 0, 512);
    bench.judge.barrier(Barrier.DSB_ISHST);
    machine.store(pmds, ptes | FakeMachine.TABLE);
    machine.store(ptes, pages());
    bench.judge.barrier(Barrier.ISB);
    long root = machine.entry(machine.config.geometry().vmallocEnd() - 4096, Geometry.PUD);
    machine.store(root, pmds | FakeMachine.TABLE);
    barriers();
    assertEquals(INVISIBLE, found());
  }

  @Test
  void bad_tableNeverCleared() {
    begin();
    long table = newTable();
    fill(table, 0, 16);
    bench.judge.barrier(Barrier.DSB_ISHST);
    hook(table);
    barriers();
    Divergence found = bench.judge(0);
    assertEquals(NOT_WHOLE, found.signature());
    assertTrue(found.describe().contains("entry 16 was not stored"), found.describe());
  }

  @Test
  void good_filledInPieces() {
    begin();
    long table = newTable();
    fill(table, 256, 256);
    fill(table, 0, 255);
    machine.store(table + 8L * 255, pages() + 4096L * 255);
    bench.judge.barrier(Barrier.DSB_ISHST);
    hook(table);
    barriers();
    assertNull(bench.judge(0));
  }

  @Test
  void bad_oneEntryForgottenWhileAnotherTableIsFilled() {
    begin();
    long other = newTable();
    long table = newTable();
    fill(table, 0, 511);
    fill(other, 0, 512);
    bench.judge.barrier(Barrier.DSB_ISHST);
    hook(table);
    barriers();
    assertEquals(NOT_WHOLE, found());
  }

  @Test
  void bad_noBarriersBeforeReturning() {
    begin();
    machine.store(bench.blockEntry(), machine.read(bench.blockEntry()));
    assertEquals(AFTER + "DSB", found());
  }

  @Test
  void bad_noIsbAfterTheDsb() {
    begin();
    bench.judge.barrier(Barrier.ISB);
    machine.store(bench.blockEntry(), machine.read(bench.blockEntry()));
    bench.judge.barrier(Barrier.DSB_ISH);
    assertEquals(AFTER + "ISB", found());
  }

  @Test
  void bad_theOtherCallsBarriersAreItsOwn() {
    Operation split = new Operation.Split(Address.physical(Workbench.BLOCK), 4096);
    begin();
    machine.store(bench.blockEntry(), machine.read(bench.blockEntry()));
    bench.judge.runningOn(1);
    barriers();
    assertEquals(AFTER + "DSB", found());
    bench.expect(split);
    assertNull(bench.judge(0));
  }

  @Test
  void good_entriesThatBecomeInvalidNeedNoBarrier() {
    begin();
    bench.invalidate(bench.blockEntry());
    assertNull(bench.judge(0));
  }

  private void invalidate() {
    long va = machine.config.linearVa(Workbench.BLOCK);
    bench.judge.invalidated(va, va + 4096, Invalidation.RANGE);
  }

  @Test
  void good_invalidationCompleted() {
    begin();
    invalidate();
    bench.judge.barrier(Barrier.DSB_ISH);
    bench.judge.barrier(Barrier.ISB);
    assertNull(bench.judge(0));
  }

  @Test
  void bad_noDsbIshAfterAnInvalidation() {
    begin();
    invalidate();
    barriers();
    assertEquals(COMPLETED + "DSB ISH", found());
  }

  @Test
  void bad_noIsbAfterAnInvalidation() {
    begin();
    invalidate();
    bench.judge.barrier(Barrier.DSB_ISH);
    assertEquals(COMPLETED + "ISB", found());
  }
}
