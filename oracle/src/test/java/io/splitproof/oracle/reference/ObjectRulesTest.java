package io.splitproof.oracle.reference;

import static io.splitproof.oracle.reference.Session.PFN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.contract.Warning;
import org.junit.jupiter.api.Test;

class ObjectRulesTest {

  private static final int FAILED = Warning.SPLIT_FAILED.bit();

  private final Session session = new Session(Machines.booted());

  private void vfree(int area, int pages, long pfn) {
    session.expect(new Vfree(area));
    assertNull(session.reference.announcements().areaUnmapped(area));
    assertNull(session.reference.announcements().framesFreed(pfn, pages));
    assertTrue(session.reference.allows(Outcome.OK, false));
    session.settle(0, 0, false, va -> 0);
  }

  @Test
  void eachKindBeginsAsItIsMapped() {
    session.vmalloc(0, 1, AreaKind.VMALLOC, false, Session.NEAR, PFN);
    session.vmalloc(1, 1, AreaKind.KPROBES, false, Session.NEAR, PFN + 1);
    session.vmalloc(2, 1, AreaKind.EXEC, false, Session.NEAR, PFN + 2);
    assertEquals("valid-writable", session.areaText(0, 0));
    assertEquals("valid-readonly-exec", session.areaText(1, 0));
    assertEquals("valid-writable", session.linearText(PFN + 1));
    assertEquals("valid-writable-exec", session.areaText(2, 0));
    assertEquals("fault", session.areaText(0, 1));
  }

  @Test
  void vfreeUnmapsAndPutsTheAliasRight() {
    session.vmalloc(0, 4, true, PFN);
    session.succeeds(new SetMemory(Permission.RO, Address.area(0, 0), 4));
    vfree(0, 4, PFN);
    assertEquals("fault", session.areaText(0, 0));
    assertEquals(session.world.linearDefault(), session.linear(PFN + 3));
    assertEquals(Frames.FREE, session.world.frames().owner(PFN));
  }

  @Test
  void vfreeWithoutResetLeavesTheAlias() {
    session.vmalloc(0, 4, false, PFN);
    session.succeeds(new SetMemory(Permission.RO, Address.area(0, 0), 4));
    vfree(0, 4, PFN);
    assertEquals("valid-readonly", session.linearText(PFN + 3));
  }

  @Test
  void aFailedResetMayLeaveADefaultPageAlone() {
    session.vmalloc(0, 2, true, PFN);
    session.expect(new Vfree(0));
    assertNull(session.reference.announcements().areaUnmapped(0));
    assertFalse(session.reference.allows(new Outcome(0, FAILED, false), false));
    assertTrue(session.reference.allows(new Outcome(0, FAILED, false), true));
    session.settle(0, FAILED, true, va -> session.world.linearDefault());
    assertEquals(session.world.linearDefault(), session.linear(PFN));
  }

  @Test
  void aFailedResetMayNotLeaveAReadOnlyPageAlone() {
    session.vmalloc(0, 2, true, PFN);
    session.succeeds(new SetMemory(Permission.RO, Address.area(0, 0), 2));
    session.expect(new Vfree(0));
    assertNull(session.reference.announcements().areaUnmapped(0));
    int readOnly = session.world.linearDefault() & ~PageState.WRITABLE;
    session.settle(0, FAILED, true, va -> readOnly);
    assertEquals("valid-writable", session.linearText(PFN));
  }

  @Test
  void aFailedResetMayLeaveAnyPageAloneAfterMisuse() {
    session.vmalloc(0, 2, true, PFN);
    session.succeeds(new SetMemoryValid(Address.physical(Machines.BASE), 1024, false));
    session.succeeds(new SetMemoryValid(Address.physical(PFN << 12), 512, false));
    session.expect(new Vfree(0));
    assertNull(session.reference.announcements().areaUnmapped(0));
    int invalid = session.world.linearDefault() & ~PageState.VALID;
    session.settle(0, FAILED, true, va -> invalid);
    assertEquals("fault", session.linearText(PFN));
  }

  @Test
  void noMemoryOnlyIfAnAllocationFailed() {
    session.expect(new Vmalloc(0, 4, AreaKind.VMALLOC, true, Session.NEAR));
    Outcome none = Outcome.of(Outcome.ENOMEM);
    assertFalse(session.reference.allows(none, false));
    assertTrue(session.reference.allows(none, true));
    assertFalse(session.reference.allows(Outcome.OK, false), "an area that is nowhere");
  }

  @Test
  void lentFramesAreOfTheBlock() {
    session.allocPages(0, 8, PFN);
    Placement lent = new Placement.Lent(0, 4, 1);
    session.expect(new Vmap(0, 2, lent));
    long[] others = {PFN + 20, PFN + 21};
    assertNotNull(session.reference.announcements().areaMapped(0, session.areaVa(0), others));
    session.fails(new Vmap(1, 5, lent), Outcome.EINVAL);
    session.fails(new Vmap(1, 1, new Placement.Lent(3, 0, 1)), Outcome.EINVAL);
    session.fails(new Vmap(1, 1, Session.NEAR), Outcome.EINVAL);
  }

  @Test
  void lentFramesAreEveryOneOfTheStride() {
    session.allocPages(0, 8, PFN);
    Placement lent = new Placement.Lent(0, 1, 3);
    long[] right = {PFN + 1, PFN + 4, PFN + 7};
    long[] wrong = {PFN + 1, PFN + 2, PFN + 3};
    session.expect(new Vmap(0, 3, lent));
    assertNull(session.reference.announcements().areaMapped(0, session.areaVa(0), right));
    session.settle(0, 0, false, va -> PageState.HOLE);
    session.expect(new Vmap(1, 3, lent));
    assertNotNull(session.reference.announcements().areaMapped(1, session.areaVa(1), wrong));
  }

  @Test
  void framesHaveOneOwner() {
    session.allocPages(0, 8, PFN);
    session.expect(new Vmalloc(0, 1, AreaKind.VMALLOC, true, Session.NEAR));
    String complaint =
        session.reference.announcements().areaMapped(0, session.areaVa(0), new long[] {PFN});
    assertEquals("an area on frames of: block", complaint);
  }

  @Test
  void imageAndHolesAreNotFree() {
    session.expect(new Vmalloc(0, 1, AreaKind.VMALLOC, true, Session.NEAR));
    long image = Machines.BASE + Machines.BLOCK >> 12;
    String complaint =
        session.reference.announcements().areaMapped(0, session.areaVa(0), new long[] {image});
    assertEquals("an area on frames of: kernel image", complaint);
    session.expect(new Vmalloc(1, 1, AreaKind.VMALLOC, true, Session.NEAR));
    complaint = session.reference.announcements().areaMapped(1, session.areaVa(1), new long[] {1});
    assertEquals("an area on frames of: no memory", complaint);
  }

  @Test
  void areasKeepTheirDistance() {
    session.vmalloc(0, 2, true, PFN);
    session.expect(new Vmalloc(1, 1, AreaKind.VMALLOC, true, Session.NEAR));
    long guard = session.areaVa(0) + 2 * 4096;
    long[] pfns = {PFN + 9};
    assertNotNull(session.reference.announcements().areaMapped(1, guard, pfns));
  }

  @Test
  void addressesAreUsedAgainOnlyOnceInvalidated() {
    session.vmalloc(0, 1, false, PFN);
    vfree(0, 1, PFN);
    session.expect(new Vmalloc(0, 1, AreaKind.VMALLOC, true, Session.NEAR));
    long va = session.areaVa(0);
    long[] pfns = {PFN};
    Announcements announcements = session.reference.announcements();
    assertEquals(
        "an area at addresses whose TLB invalidation is still to come",
        announcements.areaMapped(0, va, pfns));
    session.reference.reset();
    session.vmalloc(0, 1, false, PFN);
    vfree(0, 1, PFN);
    announcements.invalidated(va, va + 8192);
    session.vmalloc(0, 1, false, PFN);
  }

  @Test
  void framesAreGivenBackOnceAndByTheirOwner() {
    session.allocPages(0, 2, PFN);
    session.vmalloc(0, 2, false, PFN + 8);
    session.expect(new FreePages(0));
    Announcements announcements = session.reference.announcements();
    assertNotNull(announcements.framesFreed(PFN + 8, 2));
    assertNull(announcements.framesFreed(PFN, 2));
    assertEquals("frames given back twice", announcements.framesFreed(PFN, 2));
  }

  @Test
  void resetForgetsEverything() {
    session.vmalloc(0, 2, true, PFN);
    session.succeeds(new SetMemory(Permission.RO, Address.area(0, 0), 2));
    session.reference.reset();
    assertEquals("fault", session.areaText(0, 0));
    assertEquals("valid-writable", session.linearText(PFN));
    assertEquals(Frames.FREE, session.world.frames().owner(PFN));
    assertNull(session.world.objects().area(0));
  }
}
