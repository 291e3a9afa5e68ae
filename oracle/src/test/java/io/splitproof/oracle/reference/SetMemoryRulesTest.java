package io.splitproof.oracle.reference;

import static io.splitproof.oracle.reference.Session.PFN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import org.junit.jupiter.api.Test;

class SetMemoryRulesTest {

  private final Session session = new Session(Machines.booted());

  private static SetMemory set(Permission permission, int page, int pages) {
    return new SetMemory(permission, Address.area(0, page * 4096L), pages);
  }

  @Test
  void roTakesWritingFromAreaAndLinearAlias() {
    session.vmalloc(0, 4, true, PFN);
    session.succeeds(set(Permission.RO, 1, 2));
    assertEquals("valid-writable", session.areaText(0, 0));
    assertEquals("valid-readonly", session.areaText(0, 1));
    assertEquals("valid-readonly", session.areaText(0, 2));
    assertEquals("valid-writable", session.areaText(0, 3));
    assertEquals("valid-writable", session.linearText(PFN));
    assertEquals("valid-readonly", session.linearText(PFN + 1));
    assertEquals("valid-readonly", session.linearText(PFN + 2));
    assertEquals("valid-writable", session.linearText(PFN + 3));
  }

  @Test
  void rwGivesWritingBack() {
    session.vmalloc(0, 4, true, PFN);
    session.succeeds(set(Permission.RO, 0, 4));
    session.succeeds(set(Permission.RW, 0, 4));
    assertEquals("valid-writable", session.areaText(0, 2));
    assertEquals(session.world.linearDefault(), session.linear(PFN + 2));
  }

  @Test
  void executionIsForTheAreaAlone() {
    session.vmalloc(0, 2, true, PFN);
    session.succeeds(set(Permission.X, 0, 2));
    assertEquals("valid-writable-exec", session.areaText(0, 1));
    assertEquals("valid-writable", session.linearText(PFN + 1));
    session.succeeds(set(Permission.ROX, 0, 1));
    assertEquals("valid-readonly-exec", session.areaText(0, 0));
    session.succeeds(set(Permission.NX, 0, 2));
    assertEquals("valid-readonly", session.areaText(0, 0));
    assertEquals("valid-writable", session.areaText(0, 1));
  }

  @Test
  void executableCodeIsGuardedWithBti() {
    Session bti = new Session(Machines.with(Machines.booted(), false, false, false, true));
    bti.vmalloc(0, 1, true, PFN);
    bti.succeeds(set(Permission.X, 0, 1));
    assertTrue((bti.area(0, 0) & PageState.GUARDED) != 0);
    bti.succeeds(set(Permission.NX, 0, 1));
    assertFalse((bti.area(0, 0) & PageState.GUARDED) != 0);
  }

  @Test
  void withoutRodataFullTheAliasStays() {
    Session noalias =
        new Session(Machines.with(Machines.early(), Rodata.NOALIAS, Stage.BOOTED));
    noalias.vmalloc(0, 2, true, PFN);
    noalias.succeeds(set(Permission.RO, 0, 2));
    assertEquals("valid-readonly", noalias.areaText(0, 0));
    assertEquals("valid-writable", noalias.linearText(PFN));
  }

  @Test
  void guardPageIsNotPartOfAnArea() {
    session.vmalloc(0, 3, true, PFN);
    session.fails(set(Permission.NX, 0, 4), Outcome.EINVAL);
    assertEquals("guard", session.reference.lane(0).place());
    assertTrue(session.reference.lane(0).remark().contains("admits the guard page"));
    session.fails(set(Permission.RO, 3, 1), Outcome.EINVAL);
    session.fails(set(Permission.RO, 2, 3), Outcome.EINVAL);
    assertEquals("", session.reference.lane(0).place());
  }

  @Test
  void noPagesIsNothingAndFewerIsAnError() {
    session.vmalloc(0, 3, true, PFN);
    session.succeeds(set(Permission.RO, 2, 0));
    assertEquals("valid-writable", session.areaText(0, 2));
    session.fails(set(Permission.RO, 2, -1), Outcome.EINVAL);
  }

  @Test
  void unalignedAddressWarnsAndIsRoundedDown() {
    session.vmalloc(0, 3, true, PFN);
    SetMemory op = new SetMemory(Permission.RO, Address.area(0, 4096 + 8), 1);
    session.expect(op);
    int unaligned = Warning.UNALIGNED.bit();
    assertFalse(session.reference.allows(Outcome.OK, false));
    assertTrue(session.reference.allows(new Outcome(0, unaligned, false), false));
    session.settle(0, unaligned, false, va -> 0);
    assertEquals("valid-readonly", session.areaText(0, 1));
    assertEquals("valid-writable", session.areaText(0, 2));
  }

  @Test
  void onlyVmallocAreasWithoutHugePages() {
    session.vmalloc(0, 2, AreaKind.HUGE, true, Session.NEAR, PFN);
    session.fails(set(Permission.RO, 0, 1), Outcome.EINVAL);
    session.allocPages(0, 2, PFN + 8);
    session.fails(new SetMemory(Permission.RO, Address.block(0, 0), 1), Outcome.EINVAL);
    session.fails(new SetMemory(Permission.RO, Address.physical(Machines.BASE), 1), Outcome.EINVAL);
  }

  @Test
  void anAreaThatIsNotThereIsNoMistake() {
    session.succeeds(set(Permission.RO, 0, 1));
  }

  @Test
  void withoutTablesAPrefixOfTheAliasesStaysChanged() {
    session.vmalloc(0, 4, true, PFN);
    session.expect(set(Permission.RO, 0, 4));
    int failed = Warning.SPLIT_FAILED.bit();
    Outcome outcome = new Outcome(Outcome.ENOMEM, failed, false);
    assertFalse(session.reference.allows(outcome, false));
    assertTrue(session.reference.allows(outcome, true));
    int readOnly = session.world.linearDefault() & ~PageState.WRITABLE;
    long second = session.world.config().linearVa(PFN + 1 << 12);
    session.settle(
        Outcome.ENOMEM,
        failed,
        true,
        va -> va <= second ? readOnly : session.world.linearDefault());
    assertEquals("valid-readonly", session.linearText(PFN));
    assertEquals("valid-readonly", session.linearText(PFN + 1));
    assertEquals("valid-writable", session.linearText(PFN + 2));
    assertEquals("valid-writable", session.areaText(0, 0));
  }

  @Test
  void refusedWhileNobodyKnowsWhatAllCpusHave() {
    Session early = new Session(Machines.early());
    early.vmalloc(0, 4, true, PFN);
    early.succeeds(set(Permission.RO, 0, 1));
    early.succeeds(new CpuUp(true));
    Warning before = Warning.SPLIT_BEFORE_FINALIZED;
    early.fails(set(Permission.RO, 1, 1), Outcome.EBUSY, before, Warning.SPLIT_FAILED);
    early.fails(set(Permission.X, 1, 1), Outcome.EBUSY, before, Warning.SPLIT_FAILED);
  }
}
