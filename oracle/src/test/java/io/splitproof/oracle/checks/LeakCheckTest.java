package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

/** What frames look like when they go back. */
class LeakCheckTest {

  private static final String FREE = "valid-writable";

  private final AliasBench bench = new AliasBench(Machines.early(), CheckName.LEAK);
  private final Judge judge = bench.judge;

  private void beginVfree(boolean reset) {
    assertNull(bench.area(AreaKind.VMALLOC, reset));
    judge.expect(new Vfree(0));
  }

  private void unmap() {
    bench.areaGone();
    judge.areaUnmapped(0);
  }

  private void freeFrame() {
    judge.framesFreed(AliasBench.PFN, 1);
  }

  private void flushAll() {
    bench.flush(bench.linearVa(), bench.areaVa() + 4096);
  }

  private void good() {
    Divergence found = judge.judge(Outcome.OK);
    assertNull(found, () -> found.describe());
  }

  private void bad(String signature) {
    Divergence found = judge.judge(Outcome.OK);
    assertNotNull(found, "nothing found");
    assertEquals("leak:" + signature, found.signature());
    assertTrue(found.explanation().contains("CPU 0"), found.explanation());
  }

  @Test
  void good_unmappedFlushedResetAndFreed() {
    beginVfree(true);
    unmap();
    bench.linearInvalid();
    flushAll();
    bench.linearDefault();
    freeFrame();
    good();
  }

  @Test
  void bad_linearAliasStillInvalid() {
    beginVfree(true);
    unmap();
    bench.linearInvalid();
    flushAll();
    freeFrame();
    bad("vfree:linear:" + FREE + "/in" + FREE);
  }

  @Test
  void bad_linearAliasStillReadOnly() {
    beginVfree(true);
    unmap();
    bench.linearReadOnly();
    flushAll();
    freeFrame();
    bad("vfree:linear:" + FREE + "/valid-readonly");
  }

  @Test
  void bad_resetOnlyAfterTheFrameIsGone() {
    beginVfree(true);
    unmap();
    bench.linearInvalid();
    flushAll();
    freeFrame();
    bench.linearDefault();
    bad("vfree:linear:" + FREE + "/in" + FREE);
  }

  @Test
  void bad_freedWhileTheAreaMapsIt() {
    beginVfree(true);
    freeFrame();
    unmap();
    flushAll();
    bad("vfree:area:unmapped before its frame is freed/mapped");
  }

  @Test
  void bad_freedWhileTheAreaIsCached() {
    beginVfree(true);
    unmap();
    freeFrame();
    flushAll();
    bad("vfree:area:in no TLB when its frame is freed/valid-writable in a TLB");
  }

  @Test
  void good_withoutResetTheAreaMayStayCached() {
    beginVfree(false);
    unmap();
    freeFrame();
    good();
  }

  @Test
  void good_tableFreedAsItWasTaken() {
    judge.expect(new Vfree(0));
    long table = bench.bench.machine.newTable(Geometry.PTE, Space.AREA);
    judge.tableFreed(table);
    good();
  }

  @Test
  void bad_tableFreedThroughAReadOnlyAlias() {
    judge.expect(new Vfree(0));
    FakeMachine machine = bench.bench.machine;
    long table = machine.newTable(Geometry.PTE, Space.AREA);
    bench.bench.change(
        machine.linearEntry(table, Geometry.PMD), Descriptor.DBM, Descriptor.READ_ONLY);
    judge.tableFreed(table);
    bad("vfree:linear:" + FREE + "/valid-readonly");
  }

  private void block() {
    judge.expect(new AllocPages(0, 16, new Placement.Near(AliasBench.PFN, 1)));
    judge.blockTaken(0, AliasBench.PFN, 16);
    good();
    judge.expect(new FreePages(0));
  }

  @Test
  void good_blockGivenBackWhole() {
    block();
    judge.framesFreed(AliasBench.PFN, 16);
    good();
  }

  @Test
  void bad_onePageOfABlockIsExecutable() {
    block();
    bench.bench.change(bench.bench.pageEntry(3), Descriptor.PXN, 0);
    judge.framesFreed(AliasBench.PFN, 16);
    bad("free_pages:linear:" + FREE + "/valid-writable-exec");
  }

  @Test
  void bad_stillMappedUnderDebugPagealloc() {
    AliasBench debug =
        new AliasBench(
            Machines.with(Machines.early(), true, false, false, false), CheckName.LEAK);
    debug.judge.expect(new AllocPages(0, 1, new Placement.Near(AliasBench.PFN, 1)));
    debug.judge.blockTaken(0, AliasBench.PFN, 1);
    assertNull(debug.judge.judge(Outcome.OK));
    debug.judge.expect(new FreePages(0));
    debug.judge.framesFreed(AliasBench.PFN, 1);
    Divergence found = debug.judge.judge(Outcome.OK);
    assertEquals("leak:free_pages:linear:in" + FREE + "/" + FREE, found.signature());
  }

  @Test
  void good_unmappedUnderDebugPagealloc() {
    AliasBench debug =
        new AliasBench(
            Machines.with(Machines.early(), true, false, false, false), CheckName.LEAK);
    debug.judge.expect(new AllocPages(0, 1, new Placement.Near(AliasBench.PFN, 1)));
    debug.judge.blockTaken(0, AliasBench.PFN, 1);
    assertNull(debug.judge.judge(Outcome.OK));
    debug.judge.expect(new FreePages(0));
    debug.linearInvalid();
    debug.judge.framesFreed(AliasBench.PFN, 1);
    assertNull(debug.judge.judge(Outcome.OK));
  }

  @Test
  void clientsThatMisbehaveAreOnTheirOwn() {
    assertNull(bench.area(AreaKind.VMALLOC, true));
    judge.expect(new SetMemory(Permission.RO, Address.area(0, 0), 0));
    judge.judge(Outcome.OK);
    judge.expect(new Vfree(0));
    freeFrame();
    good();
  }
}
