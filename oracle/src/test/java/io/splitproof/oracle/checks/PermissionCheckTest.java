package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PermissionCheckTest {

  private static final String VALID = "permission:set_memory_valid:linear:";

  private final Workbench bench = new Workbench();

  private static SetMemoryValid valid(long pa, int pages, boolean on) {
    return new SetMemoryValid(Address.physical(pa), pages, on);
  }

  @Test
  void good_blockTurnedInvalidWhole() {
    bench.expect(valid(Workbench.BLOCK, 512, false));
    bench.invalidate(bench.blockEntry());
    bench.good();
  }

  @Test
  void good_pageTurnedInvalidAfterSplit() {
    bench.expect(valid(Workbench.BLOCK + 4096, 1, false));
    bench.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(1));
    bench.good();
  }

  @Test
  void bad_nothingDone() {
    bench.expect(valid(Workbench.BLOCK, 512, false));
    bench.badInAuditToo(VALID + "valid-writable->fault/valid-writable");
  }

  @Test
  void bad_silentlyNotTurnedOnAgain() {
    bench.expect(valid(Workbench.BLOCK, 512, false));
    bench.change(bench.blockEntry(), Descriptor.VALID, 0);
    bench.good();
    bench.expect(valid(Workbench.BLOCK, 512, true));
    bench.badInAuditToo(VALID + "fault->valid-writable/fault");
  }

  @Test
  void bad_wholeBlockForOnePage() {
    bench.expect(valid(Workbench.BLOCK, 1, false));
    bench.invalidate(bench.blockEntry());
    bench.badInAuditToo(VALID + "valid-writable->valid-writable/fault");
  }

  /** Hardware that manages dirty state makes such a page writable at the first write. */
  @Test
  void bad_readOnlyWithDirtyBitModifier() {
    bench.area(1);
    bench.expect(new SetMemory(Permission.RO, Address.area(0, 0), 1));
    bench.machine.split(Workbench.BLOCK);
    bench.change(bench.pageEntry(0), Descriptor.DBM, Descriptor.READ_ONLY);
    bench.change(bench.areaEntry(0), 0, Descriptor.READ_ONLY);
    bench.bad("permission:set_memory_ro:area:valid-writable->valid-readonly/valid-writable");
  }

  @Test
  void bad_pageOutsideChanged() {
    bench.expect(valid(Workbench.BLOCK, 1, false));
    bench.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(0));
    bench.change(bench.pageEntry(300), Descriptor.DBM, Descriptor.READ_ONLY);
    bench.badInAuditToo(VALID + "valid-writable->valid-writable/valid-readonly");
  }

  @Test
  void bad_splitOfAnInvalidBlockYieldsValidPages() {
    bench.expect(valid(Workbench.BLOCK, 512, false));
    bench.invalidate(bench.blockEntry());
    bench.good();
    bench.expect(new Split(Address.physical(Workbench.BLOCK + 4096), 4096));
    bench.change(bench.blockEntry(), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.machine.split(Workbench.BLOCK);
    bench.badInAuditToo("permission:split_kernel_leaf_mapping:linear:fault->fault/valid-writable");
  }

  @Test
  void bad_tableThatDeniesExecution() {
    bench.beginArea(1, AreaKind.EXEC);
    bench.map(0, Workbench.BLOCK >> 12, FakeMachine.NORMAL & ~Descriptor.PXN);
    bench.announceArea(1);
    bench.good();
    bench.expect(new SetMemory(Permission.X, Address.area(0, 0), 1));
    bench.change(bench.machine.entry(bench.areaVa, Geometry.PMD), 0, Descriptor.TABLE_PXN);
    bench.badInAuditToo(
        "permission:set_memory_x:area:valid-writable-exec->valid-writable-exec/valid-writable");
  }

  @Test
  void bad_tableThatDeniesWriting() {
    bench.area(1);
    bench.expect(new SetMemory(Permission.NX, Address.area(0, 0), 1));
    bench.change(bench.machine.entry(bench.areaVa, Geometry.PMD), 0, Descriptor.TABLE_READ_ONLY);
    bench.badInAuditToo(
        "permission:set_memory_nx:area:valid-writable->valid-writable/valid-readonly");
  }

  @Test
  void bad_userMayRead() {
    bench.expect(valid(Workbench.BLOCK, 512, true));
    bench.change(bench.blockEntry(), 0, Descriptor.USER);
    bench.bad(VALID + "valid-writable->valid-writable/valid-writable-user");
  }

  @Test
  void bad_userMayExecute() {
    bench.expect(valid(Workbench.BLOCK, 512, true));
    bench.change(bench.machine.linearEntry(Workbench.BLOCK, Geometry.PUD), Descriptor.TABLE_UXN, 0);
    bench.change(bench.blockEntry(), Descriptor.UXN, 0);
    bench.bad(VALID + "valid-writable->valid-writable/valid-writable-user");
  }

  @Test
  void bad_memoryTypeChanged() {
    bench.expect(valid(Workbench.BLOCK, 512, true));
    bench.change(bench.blockEntry(), Descriptor.ATTR_INDEX_MASK, 0);
    bench.badInAuditToo(
        VALID + "valid-writable-tagged->valid-writable-tagged/valid-writable-normal");
  }

  @Test
  void bad_accessFlagLost() {
    bench.expect(valid(Workbench.BLOCK, 512, true));
    bench.change(bench.blockEntry(), Descriptor.ACCESS_FLAG, 0);
    bench.badInAuditToo(VALID + "valid-writable->valid-writable/broken");
  }

  @Test
  void bad_globalWhereKernelMappingsAreNot() {
    bench.expect(valid(Workbench.BLOCK, 512, true));
    bench.change(bench.blockEntry(), 0, Descriptor.NOT_GLOBAL);
    bench.badInAuditToo(
        VALID
            + "valid-writable-tagged->valid-writable-tagged/valid-writable-tagged-nonglobal");
  }

  @Test
  void sharedBitIsPartOfTheExpectationInARealm() {
    MachineConfig realm = Machines.with(Machines.early(), false, true, false, false);
    SetMemoryEncrypted decrypt =
        new SetMemoryEncrypted(Address.physical(Workbench.BLOCK), 512, false);
    Workbench good = new Workbench(realm);
    good.expect(decrypt);
    good.change(good.blockEntry(), 0, Descriptor.NS_SHARED);
    good.good();
    Workbench bad = new Workbench(realm);
    bad.expect(decrypt);
    bad.badInAuditToo(
        "permission:set_memory_decrypted:linear:"
            + "valid-writable->valid-writable-shared/valid-writable");
  }

  @Test
  void bad_textAliasLeftWritable() {
    bench.expect(new FinalizeCapabilities());
    bench.badInAuditToo(
        "permission:setup_system_features:linear:valid-writable->valid-readonly/valid-writable");
  }

  @Test
  void good_textAliasMadeReadOnly() {
    bench.expect(new FinalizeCapabilities());
    long entry = bench.machine.linearEntry(Machines.BASE + Machines.BLOCK, Geometry.PMD);
    bench.change(
        entry, Descriptor.DBM | Descriptor.ATTR_INDEX_MASK, Descriptor.READ_ONLY);
    bench.good();
  }

  @Test
  void good_aliasesUpToTheFailedAllocation() {
    bench.area(2);
    bench.expect(new SetMemory(Permission.RO, Address.area(0, 0), 2));
    bench.machine.split(Workbench.BLOCK);
    bench.change(bench.pageEntry(0), Descriptor.DBM, Descriptor.READ_ONLY);
    bench.judge.allocationFailed(FaultPlan.Scope.LINEAR_TABLE);
    Outcome outcome = new Outcome(Outcome.ENOMEM, Warning.SPLIT_FAILED.bit(), false);
    Assertions.assertNull(bench.judge.judge(outcome));
    Assertions.assertTrue(bench.judge.audit().isEmpty());
  }

  @Test
  void bad_areaChangedThoughAnAliasFailed() {
    bench.area(2);
    bench.expect(new SetMemory(Permission.RO, Address.area(0, 0), 2));
    bench.machine.split(Workbench.BLOCK);
    bench.change(bench.areaEntry(0), Descriptor.DBM, Descriptor.READ_ONLY);
    bench.judge.allocationFailed(FaultPlan.Scope.LINEAR_TABLE);
    Outcome outcome = new Outcome(Outcome.ENOMEM, Warning.SPLIT_FAILED.bit(), false);
    Divergence found = bench.judge.judge(outcome);
    Assertions.assertEquals(
        "permission:set_memory_ro:area:valid-writable->valid-writable/valid-readonly",
        found.signature());
  }
}
