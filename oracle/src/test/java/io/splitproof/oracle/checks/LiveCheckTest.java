package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

/** Programs whose end is right, and whose way there is or is not. */
class LiveCheckTest {

  private static final String SPLIT = "live:split_kernel_leaf_mapping:linear:";
  private static final long PFN = Workbench.BLOCK >> 12;
  private static final long GROUP = Machines.BASE + 16 * Machines.BLOCK;
  private static final long HOTPLUG = Machines.BASE + (128L << 20);

  private Workbench bench = new Workbench(Machines.early(), CheckName.LIVE);

  private void machine(MachineConfig config) {
    bench = new Workbench(config, CheckName.LIVE);
  }

  private static Split split() {
    return new Split(Address.physical(Workbench.BLOCK + 4096), 4096);
  }

  private static SetMemoryValid valid(int page, boolean on) {
    return new SetMemoryValid(Address.physical(Workbench.BLOCK + page * 4096L), 1, on);
  }

  private static SetMemory set(Permission permission, int page, int pages) {
    return new SetMemory(permission, Address.area(0, page * 4096L), pages);
  }

  /** A table of the pages of the block, hooked in nowhere. */
  private long pages(long attributes) {
    long table = bench.machine.newTable(Geometry.PTE, Space.LINEAR);
    fill(table, attributes);
    return table;
  }

  private void fill(long table, long attributes) {
    long first = attributes | FakeMachine.PAGE | Workbench.BLOCK;
    bench.machine.fill(table, 512, first, 4096);
  }

  private void hook(long table) {
    bench.machine.store(bench.blockEntry(), table | FakeMachine.TABLE);
  }

  private void area(boolean resetPerms) {
    bench.expect(new Vmalloc(0, 2, AreaKind.VMALLOC, resetPerms, new Placement.Near(PFN, 1)));
    bench.map(0, PFN, FakeMachine.NORMAL);
    bench.map(1, PFN + 1, FakeMachine.NORMAL);
    bench.announceArea(2);
    assertNull(bench.judge(0));
  }

  @Test
  void good_blockSplitWhileLive() {
    bench.expect(split());
    bench.machine.split(Workbench.BLOCK);
    bench.good();
  }

  @Test
  void bad_entryClearedBeforeTheTableIsHookedIn() {
    bench.expect(split());
    long table = pages(FakeMachine.LINEAR);
    bench.machine.store(bench.blockEntry(), 0);
    hook(table);
    bench.bad(SPLIT + "valid-writable->valid-writable/fault");
  }

  @Test
  void bad_tableFilledAfterItIsHookedIn() {
    bench.expect(split());
    long table = bench.machine.newTable(Geometry.PTE, Space.LINEAR);
    hook(table);
    fill(table, FakeMachine.LINEAR);
    bench.bad(SPLIT + "valid-writable->valid-writable/fault");
  }

  @Test
  void bad_piecesReadOnlyForAMoment() {
    bench.expect(split());
    long table = pages(FakeMachine.LINEAR & ~Descriptor.DBM | Descriptor.READ_ONLY);
    hook(table);
    fill(table, FakeMachine.LINEAR);
    bench.bad(SPLIT + "valid-writable->valid-writable/valid-readonly");
  }

  @Test
  void bad_piecesOfAnotherMemoryTypeForAMoment() {
    bench.expect(split());
    long table = pages(FakeMachine.NORMAL);
    hook(table);
    fill(table, FakeMachine.LINEAR);
    bench.bad(SPLIT + "valid-writable-tagged->valid-writable-tagged/valid-writable-normal");
  }

  @Test
  void bad_piecesOfTheBlockNextDoorForAMoment() {
    bench.expect(split());
    long table = bench.machine.newTable(Geometry.PTE, Space.LINEAR);
    long next = FakeMachine.LINEAR | FakeMachine.PAGE | Workbench.BLOCK + Machines.BLOCK;
    bench.machine.fill(table, 512, next, 4096);
    hook(table);
    fill(table, FakeMachine.LINEAR);
    bench.bad(SPLIT + "valid-writable->own output address/another output address");
  }

  @Test
  void good_pageTurnedInvalidAfterTheSplit() {
    bench.expect(valid(1, false));
    bench.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(1));
    bench.good();
  }

  @Test
  void bad_wholeBlockTurnedInvalidBeforeTheSplit() {
    bench.expect(valid(1, false));
    bench.invalidate(bench.blockEntry());
    long table = pages(FakeMachine.LINEAR);
    bench.machine.write(table + 8, bench.machine.read(table + 8) & ~Descriptor.VALID);
    hook(table);
    bench.bad("live:set_memory_valid:linear:valid-writable->valid-writable/fault");
  }

  @Test
  void bad_neighbourTurnedInvalidForAMoment() {
    bench.expect(valid(1, false));
    bench.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(2));
    bench.change(bench.pageEntry(2), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.invalidate(bench.pageEntry(1));
    bench.bad("live:set_memory_valid:linear:valid-writable->valid-writable/fault");
  }

  @Test
  void bad_pageTurnedInvalidAndBack() {
    bench.expect(valid(1, false));
    bench.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(1));
    bench.change(bench.pageEntry(1), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.bad("live:set_memory_valid:linear:fault->valid-writable or fault/valid-writable");
  }

  @Test
  void good_readOnlyFirstThenExecutable() {
    area(false);
    bench.expect(set(Permission.ROX, 0, 1));
    bench.machine.split(Workbench.BLOCK);
    bench.change(bench.pageEntry(0), Descriptor.DBM, Descriptor.READ_ONLY);
    bench.change(bench.areaEntry(0), Descriptor.DBM, Descriptor.READ_ONLY);
    bench.change(bench.areaEntry(0), Descriptor.PXN, 0);
    bench.good();
  }

  @Test
  void bad_executableFirstThenReadOnly() {
    area(false);
    bench.expect(set(Permission.ROX, 0, 1));
    bench.change(bench.areaEntry(0), Descriptor.PXN, 0);
    bench.change(bench.areaEntry(0), Descriptor.DBM, Descriptor.READ_ONLY);
    bench.bad(
        "live:set_memory_rox:area:valid-writable->"
            + "valid-writable or valid-readonly or valid-readonly-exec/valid-writable-exec");
  }

  @Test
  void bad_tableAboveDeniesWritingForAMoment() {
    area(false);
    long above = bench.machine.entry(bench.areaVa, Geometry.PMD);
    bench.expect(set(Permission.X, 0, 1));
    bench.change(above, 0, Descriptor.TABLE_READ_ONLY);
    bench.change(above, Descriptor.TABLE_READ_ONLY, 0);
    bench.change(bench.areaEntry(0), Descriptor.PXN, 0);
    bench.bad(
        "live:set_memory_x:area:valid-writable->"
            + "valid-writable or valid-writable-exec/valid-readonly");
  }

  @Test
  void good_backingPageInvalidOnTheWayToItsDefault() {
    area(true);
    bench.expect(new Vfree(0));
    bench.machine.fill(bench.areaEntry(0), 2, 0, 0);
    bench.judge.areaUnmapped(0);
    bench.machine.split(Workbench.BLOCK);
    for (int page = 0; page < 2; page++) {
      bench.invalidate(bench.pageEntry(page));
    }
    for (int page = 0; page < 2; page++) {
      bench.change(bench.pageEntry(page), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    }
    bench.good();
  }

  @Test
  void bad_backingPageInvalidWhereNothingIsReset() {
    area(false);
    bench.expect(new Vfree(0));
    bench.machine.fill(bench.areaEntry(0), 2, 0, 0);
    bench.judge.areaUnmapped(0);
    bench.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(0));
    bench.change(bench.pageEntry(0), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.bad("live:vfree:linear:valid-writable->valid-writable/fault");
  }

  @Test
  void good_areaTakenBackAfterAnAllocationFailed() {
    bench.beginArea(2, AreaKind.VMALLOC);
    bench.map(0, PFN, FakeMachine.NORMAL);
    bench.judge.allocationFailed(FaultPlan.Scope.AREA_TABLE);
    bench.machine.fill(bench.areaEntry(0), 2, 0, 0);
    assertNull(bench.judge(Outcome.ENOMEM));
  }

  @Test
  void bad_areaMadeTwice() {
    bench.beginArea(1, AreaKind.VMALLOC);
    bench.map(0, PFN, FakeMachine.NORMAL);
    bench.machine.store(bench.areaEntry(0), 0);
    bench.map(0, PFN, FakeMachine.NORMAL);
    bench.announceArea(1);
    bench.bad("live:vmalloc:hole:valid-writable->fault or valid-writable/fault");
  }

  @Test
  void bad_newAreaWritableAndExecutableForAMoment() {
    bench.beginArea(1, AreaKind.KPROBES);
    bench.map(0, PFN, FakeMachine.NORMAL & ~Descriptor.PXN);
    long readOnly = FakeMachine.NORMAL & ~Descriptor.PXN & ~Descriptor.DBM | Descriptor.READ_ONLY;
    bench.map(0, PFN, readOnly);
    bench.announceArea(1);
    bench.bad("live:vmalloc:hole:fault->fault or valid-readonly-exec/valid-writable-exec");
  }

  @Test
  void bad_newAreaOnTheGuardPageOfAnother() {
    area(false);
    bench.expect(new Vmalloc(1, 1, AreaKind.VMALLOC, false, new Placement.Near(PFN, 1)));
    bench.map(2, PFN + 9, FakeMachine.NORMAL);
    bench.bad("live:vmalloc:guard:fault->fault/valid-writable");
  }

  @Test
  void good_hotAddedMemoryTakenBackAfterAnAllocationFailed() {
    bench.expect(new AddMemory(HOTPLUG, 128L << 20));
    long entry = bench.machine.linearEntry(HOTPLUG, Geometry.PMD);
    bench.machine.store(entry, FakeMachine.LINEAR | HOTPLUG);
    bench.judge.allocationFailed(FaultPlan.Scope.LINEAR_TABLE);
    bench.machine.store(entry, 0);
    assertNull(bench.judge(Outcome.ENOMEM));
  }

  @Test
  void bad_hotAddedMemoryMappedTwice() {
    bench.expect(new AddMemory(HOTPLUG, 128L << 20));
    long first = bench.machine.linearEntry(HOTPLUG, Geometry.PMD);
    bench.machine.store(first, FakeMachine.LINEAR | HOTPLUG);
    bench.machine.store(first, 0);
    bench.machine.fill(first, 64, FakeMachine.LINEAR | HOTPLUG, Machines.BLOCK);
    bench.bad("live:add_memory:hole:valid-writable->fault or valid-writable/fault");
  }

  @Test
  void good_freeFrameMappedBeforeItIsTaken() {
    machine(Machines.with(Machines.early(), true, false, false, false));
    bench.expect(new AllocPages(0, 512, new Placement.Near(PFN, 1)));
    bench.invalidate(bench.blockEntry());
    bench.change(bench.blockEntry(), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.judge.blockTaken(0, PFN, 512);
    assertNull(bench.judge(0));
  }

  @Test
  void bad_frameInUseTurnedInvalid() {
    machine(Machines.with(Machines.early(), true, false, false, false));
    bench.expect(new AllocPages(0, 512, new Placement.Near(PFN, 1)));
    bench.judge.blockTaken(0, PFN, 512);
    assertNull(bench.judge(0));
    bench.expect(new AllocPages(1, 512, new Placement.Near(PFN + 512, 1)));
    bench.invalidate(bench.blockEntry());
    bench.change(bench.blockEntry(), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.judge.blockTaken(1, PFN + 512, 512);
    bench.bad("live:alloc_pages:linear:valid-writable->valid-writable/fault");
  }

  private long groupEntry(int member) {
    return bench.machine.linearEntry(GROUP + member * Machines.BLOCK, Geometry.PMD);
  }

  private void dropMarks() {
    for (int member = 0; member < 16; member++) {
      bench.change(groupEntry(member), Descriptor.CONTIGUOUS, 0);
    }
  }

  @Test
  void good_wholeGroupMemberByMember() {
    bench.expect(new SetMemoryValid(Address.physical(GROUP), 16 * 512, false));
    for (int member = 0; member < 16; member++) {
      bench.invalidate(groupEntry(member));
    }
    bench.good();
  }

  @Test
  void good_memberAfterTheMarksAreGone() {
    bench.expect(new SetMemoryValid(Address.physical(GROUP), 512, false));
    dropMarks();
    bench.invalidate(groupEntry(0));
    bench.good();
  }

  @Test
  void bad_memberBeforeTheMarksAreGone() {
    bench.expect(new SetMemoryValid(Address.physical(GROUP), 512, false));
    bench.invalidate(groupEntry(0));
    dropMarks();
    bench.bad(
        "live:set_memory_valid:linear:valid-writable->valid-writable/fault by way of its group");
  }

  @Test
  void saysWhichCpusCouldSeeIt() {
    bench.expect(split());
    bench.judge.cpuOnline(1, true);
    bench.invalidate(bench.blockEntry());
    Divergence found = bench.judge(0);
    assertNotNull(found);
    assertTrue(found.explanation().contains("seen by CPUs 0, 1"), found.explanation());
    assertTrue(found.explanation().contains("one for 2048 KiB"), found.explanation());
  }
}
