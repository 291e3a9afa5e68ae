package io.splitproof.oracle.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import org.junit.jupiter.api.Test;

/** Which ways pages may go while operations are under way, by number of the first that may not. */
class PassageTest {

  private static final long NONE = Passage.NONE;
  private static final int HOLE = PageState.HOLE;

  private Session session = new Session(Machines.early());

  private long refused(long vpn, long pages, int before, int after) {
    long first = session.reference.passage().refused(vpn, vpn + pages, before, after);
    return first == NONE ? NONE : first - vpn;
  }

  private long linear(long pfn) {
    return session.world.pages().linearVpn(pfn);
  }

  private long area() {
    return session.world.pages().vpn(session.areaVa(0));
  }

  private int writable() {
    return session.world.linearDefault();
  }

  private int readOnly() {
    return writable() & ~PageState.WRITABLE;
  }

  private static SetMemoryValid valid(long pfn, int pages, boolean on) {
    return new SetMemoryValid(Address.physical(pfn << 12), pages, on);
  }

  private static SetMemory set(Permission permission) {
    return new SetMemory(permission, Address.area(0, 0), 4);
  }

  @Test
  void pagesOutsideKeepWhatTheyHave() {
    session.expect(valid(Session.PFN, 4, false));
    assertEquals(NONE, refused(linear(Session.PFN), 4, writable(), HOLE));
    assertEquals(4, refused(linear(Session.PFN), 5, writable(), HOLE));
    assertEquals(0, refused(linear(Session.PFN) - 1, 3, writable(), HOLE));
  }

  @Test
  void nothingElseHappensToPagesInside() {
    session.expect(valid(Session.PFN, 4, false));
    assertEquals(0, refused(linear(Session.PFN), 4, writable(), readOnly()));
  }

  @Test
  void pagesDoNotGoBack() {
    session.expect(valid(Session.PFN, 4, false));
    assertEquals(0, refused(linear(Session.PFN), 4, HOLE, writable()));
  }

  @Test
  void changesComeInOrder() {
    session.vmalloc(0, 4, false, Session.PFN);
    session.expect(set(Permission.ROX));
    int start = session.world.normalReadWrite();
    int fixed = session.world.normalReadOnly();
    int end = fixed | PageState.EXECUTABLE;
    assertEquals(NONE, refused(area(), 4, start, fixed));
    assertEquals(NONE, refused(area(), 4, fixed, end));
    assertEquals(NONE, refused(area(), 4, start, end));
    assertEquals(0, refused(area(), 4, end, fixed));
    assertEquals(0, refused(area(), 4, start, start | PageState.EXECUTABLE));
  }

  @Test
  void aliasesOfScatteredFramesAreEachCovered() {
    session.vmalloc(0, 4, false, Session.PFN);
    session.expect(set(Permission.RO));
    assertEquals(NONE, refused(linear(Session.PFN), 4, writable(), readOnly()));
    assertEquals(4, refused(linear(Session.PFN), 5, writable(), readOnly()));
    int start = session.world.normalReadWrite();
    assertEquals(NONE, refused(area(), 4, start, session.world.normalReadOnly()));
  }

  @Test
  void whatWasNeverAllowedIsJudgedByWhereItGoes() {
    session.expect(valid(Session.PFN, 4, false));
    assertEquals(NONE, refused(linear(Session.PFN), 4, readOnly(), writable()));
    assertEquals(0, refused(linear(Session.PFN), 4, writable() | PageState.USER, readOnly()));
  }

  @Test
  void vfreePassesThroughInvalidWhereItResets() {
    session.vmalloc(0, 4, true, Session.PFN);
    session.expect(new Vfree(0));
    assertEquals(NONE, refused(linear(Session.PFN), 4, writable(), HOLE));
    assertEquals(NONE, refused(linear(Session.PFN), 4, HOLE, writable()));
    assertEquals(4, refused(linear(Session.PFN), 5, writable(), HOLE));
    assertEquals(NONE, refused(area(), 4, session.world.normalReadWrite(), HOLE));
  }

  @Test
  void vfreeLeavesBackingPagesAloneWhereItDoesNot() {
    session.vmalloc(0, 4, false, Session.PFN);
    session.expect(new Vfree(0));
    assertEquals(0, refused(linear(Session.PFN), 4, writable(), HOLE));
  }

  @Test
  void newAreaMayBeAnywhereThatIsUnused() {
    session.vmalloc(1, 4, false, Session.PFN);
    session.expect(new Vmalloc(0, 4, AreaKind.KPROBES, false, Session.NEAR));
    long other = session.world.pages().vpn(session.areaVa(1));
    int state = session.world.normalReadOnly() | PageState.EXECUTABLE;
    assertEquals(NONE, refused(other + 5, 4, HOLE, state));
    assertEquals(0, refused(other + 4, 1, HOLE, state), "guard page");
    assertEquals(1, refused(other - 1, 3, HOLE, state), "an area");
    assertEquals(0, refused(other + 5, 4, HOLE, session.world.normalReadWrite()));
    assertEquals(0, refused(linear(Session.PFN), 1, HOLE, state));
  }

  @Test
  void newAreaGoesAwayOnlyAfterAnAllocationFailed() {
    session.expect(new Vmalloc(1, 4, AreaKind.VMALLOC, false, Session.NEAR));
    assertEquals(0, refused(area(), 4, session.world.normalReadWrite(), HOLE));
    session.reference.passage().allocationFailed();
    assertEquals(NONE, refused(area(), 4, session.world.normalReadWrite(), HOLE));
  }

  @Test
  void memoryGoesAwayAgainOnlyAfterAnAllocationFailed() {
    long pa = Machines.BASE + (128L << 20);
    session.expect(new AddMemory(pa, 128L << 20));
    assertEquals(NONE, refused(linear(pa >> 12), 512, HOLE, writable()));
    assertEquals(0, refused(linear(pa >> 12), 512, writable(), HOLE));
    session.reference.passage().allocationFailed();
    assertEquals(NONE, refused(linear(pa >> 12), 512, writable(), HOLE));
  }

  @Test
  void sharedPagesPassThroughInvalidAndWaitForTheHost() {
    session = new Session(Machines.with(Machines.early(), false, true, false, false));
    session.expect(new SetMemoryEncrypted(Address.physical(Session.PFN << 12), 4, false));
    long vpn = linear(Session.PFN);
    int shared = writable() | PageState.SHARED;
    assertEquals(NONE, refused(vpn, 4, writable(), HOLE));
    assertEquals(0, refused(vpn, 4, HOLE, shared));
    session.reference.passage().hostTold(vpn, vpn + 3, false);
    assertEquals(0, refused(vpn, 4, HOLE, shared));
    session.reference.passage().hostTold(vpn, vpn + 3, true);
    assertEquals(3, refused(vpn, 4, HOLE, shared));
    assertEquals(0, refused(vpn, 3, writable(), shared));
  }

  @Test
  void freeFramesToggleUnderDebugPagealloc() {
    session = new Session(Machines.with(Machines.early(), true, false, false, false));
    session.allocPages(0, 4, Session.PFN);
    session.expect(new AllocPages(1, 4, Session.NEAR));
    assertEquals(0, refused(linear(Session.PFN), 4, writable(), HOLE));
    assertEquals(NONE, refused(linear(Session.PFN) + 4, 4, HOLE, writable()));
    assertEquals(NONE, refused(linear(Session.PFN) + 4, 4, writable(), HOLE));
    assertEquals(0, refused(linear(Session.PFN) + 4, 4, HOLE, readOnly()));
  }

  @Test
  void twoOperationsHavePagesOfTheirOwn() {
    session.reference.expect(valid(Session.PFN, 4, false), valid(Session.PFN + 8, 4, false));
    long vpn = linear(Session.PFN);
    assertEquals(NONE, refused(vpn, 4, writable(), HOLE));
    assertEquals(NONE, refused(vpn + 8, 4, writable(), HOLE));
    assertEquals(4, refused(vpn, 12, writable(), HOLE));
  }

  @Test
  void saysWhatIsAllowed() {
    session.vmalloc(0, 4, true, Session.PFN);
    session.expect(new Vfree(0));
    Passage passage = session.reference.passage();
    assertEquals("valid-writable or fault", passage.allowed(linear(Session.PFN), false));
    assertEquals("valid-writable-normal or fault", passage.allowed(area(), true));
    assertEquals("fault", passage.allowed(area() + 4, false));
  }

  @Test
  void whatWasAllowedIsForgottenWhenAnOperationBegins() {
    session.expect(valid(Session.PFN, 4, false));
    assertEquals(NONE, refused(linear(Session.PFN), 4, writable(), HOLE));
    session.expect(valid(Session.PFN + 2, 2, false));
    assertEquals(0, refused(linear(Session.PFN), 4, writable(), HOLE));
  }

  @Test
  void whatIsAllowedOfSomePagesSaysNothingOfTheNext() {
    session.expect(valid(Session.PFN, 4, false));
    assertEquals(NONE, refused(linear(Session.PFN), 1, writable(), HOLE));
    assertEquals(NONE, refused(linear(Session.PFN) + 1, 3, writable(), HOLE));
    assertEquals(0, refused(linear(Session.PFN) + 4, 1, writable(), HOLE));
    assertEquals(0, refused(linear(Session.PFN) + 1, 3, writable(), readOnly()));
  }
}
