package io.splitproof.oracle.reference;

import static io.splitproof.oracle.reference.Session.PFN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.KfenceInit;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.Use;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import org.junit.jupiter.api.Test;

class PairingTest {

  private final Session session = new Session(Machines.with(Machines.early(), Kfence.EARLY));

  PairingTest() {
    session.succeeds(new CpuUp(true));
    session.succeeds(new FinalizeCapabilities());
    session.vmalloc(0, 4, true, PFN);
    session.vmalloc(1, 4, false, PFN + 8);
    session.allocPages(0, 64, PFN + 64);
  }

  private void good(Operation first, Operation second) {
    assertNull(session.reference.clash(first, second, false));
    assertNull(session.reference.clash(second, first, false));
  }

  private void bad(Operation first, Operation second) {
    String pair = first + " and " + second;
    assertNotNull(session.reference.clash(first, second, false), pair);
    assertNotNull(session.reference.clash(second, first, false), pair);
  }

  private static SetMemory ro(int area, int page, int pages) {
    return new SetMemory(Permission.RO, Address.area(area, page * 4096L), pages);
  }

  private static SetMemoryValid off(Address address, int pages) {
    return new SetMemoryValid(address, pages, false);
  }

  private static Address page(int page) {
    return Address.block(0, page * 4096L);
  }

  private static Vmalloc vmalloc(int area, Placement placement) {
    return new Vmalloc(area, 2, AreaKind.VMALLOC, false, placement);
  }

  @Test
  void pagesBelongToOne() {
    good(ro(0, 0, 2), ro(0, 2, 2));
    bad(ro(0, 0, 3), ro(0, 2, 2));
    good(ro(0, 0, 4), ro(1, 0, 4));
    bad(ro(0, 0, 2), off(Address.backing(0, 4096), 1));
    good(off(page(3), 2), off(page(5), 1));
    bad(off(page(3), 2), off(page(4), 1));
    good(off(page(3), 2), new Split(page(5), 8192));
    bad(off(page(3), 2), new Split(page(4), 8192));
  }

  @Test
  void objectsThatComeOrGoBelongToOne() {
    bad(ro(1, 0, 1), new Vfree(1));
    good(ro(1, 0, 1), new Vfree(0));
    bad(off(page(0), 1), new FreePages(0));
    bad(vmalloc(5, Session.NEAR), vmalloc(5, Session.NEAR));
    good(vmalloc(5, Session.NEAR), vmalloc(6, Session.NEAR));
    bad(new AllocPages(3, 8, Session.NEAR), vmalloc(5, new Placement.Lent(3, 0, 1)));
    bad(new FreePages(0), vmalloc(5, new Placement.Lent(0, 0, 1)));
    bad(new Vmap(5, 4, new Placement.Lent(0, 0, 1)), vmalloc(6, new Placement.Lent(0, 3, 1)));
    good(new Vmap(5, 3, new Placement.Lent(0, 0, 1)), vmalloc(6, new Placement.Lent(0, 3, 1)));
  }

  @Test
  void addressesThatAreFreeAtOnceAreNobodys() {
    bad(new Vfree(0), vmalloc(5, Session.NEAR));
    good(new Vfree(1), vmalloc(5, Session.NEAR));
    good(new VmUnmapAliases(), new Vfree(0));
  }

  @Test
  void someOnlyRunAlone() {
    bad(new CpuUp(true), ro(0, 0, 1));
    bad(new FinalizeCapabilities(), ro(0, 0, 1));
    bad(new KfenceInit(Session.NEAR), ro(0, 0, 1));
    bad(new AddMemory(0x1_0000_0000L, 0x800_0000), new RemoveMemory(0x2_0000_0000L, 0x800_0000));
    good(new AddMemory(0x1_0000_0000L, 0x800_0000), ro(0, 0, 1));
  }

  @Test
  void onlyWhatDoesNotSleepInterrupts() {
    assertNull(session.reference.clash(ro(0, 0, 1), new KfenceProtect(3, true), true));
    assertNull(session.reference.clash(ro(0, 0, 1), new AllocPages(3, 1, Session.NEAR), true));
    assertNotNull(session.reference.clash(ro(0, 0, 1), ro(1, 0, 1), true));
    assertNotNull(session.reference.clash(new KfenceProtect(3, true), ro(1, 0, 1), true));
  }

  @Test
  void oneCpuRunsNothingBeside() {
    Session alone = new Session(Machines.with(Machines.booted(), Kfence.EARLY));
    Operation purge = new VmUnmapAliases();
    assertNotNull(alone.reference.clash(purge, new KfenceProtect(3, true), false));
    assertNull(alone.reference.clash(purge, new KfenceProtect(3, true), true));
  }

  @Test
  void clientsThatMisbehaveRunAlone() {
    bad(ro(0, 0, 9), ro(1, 0, 1));
    session.expect(ro(0, 0, 9));
    bad(ro(1, 0, 1), ro(1, 1, 1));
  }

  @Test
  void anAccessMayBeOfWhatChanges() {
    Access read = new Access(1, Address.area(0, 0), Use.READ);
    Access write = new Access(1, Address.area(0, 0), Use.WRITE);
    good(ro(0, 0, 1), read);
    session.reference.expect(ro(0, 0, 1), read);
    assertEquals("0", session.reference.lane(1).allowed(false));
    session.reference.expect(ro(0, 0, 1), write);
    assertEquals("0 or -EFAULT", session.reference.lane(1).allowed(false));
    session.reference.expect(new Vfree(0), read);
    assertEquals("0 or -EFAULT", session.reference.lane(1).allowed(false));
    session.reference.expect(new Vfree(0), new Access(1, Address.backing(0, 0), Use.READ));
    assertEquals("0 or -EFAULT", session.reference.lane(1).allowed(false));
    session.reference.expect(ro(0, 1, 1), write);
    assertEquals("0", session.reference.lane(1).allowed(false));
  }

  @Test
  void eachSettlesWhatItDid() {
    session.reference.expect(ro(0, 0, 1), off(page(3), 1));
    Observed nothing = va -> PageState.HOLE;
    assertTrue(session.reference.lane(0).allows(Outcome.OK, false));
    assertFalse(session.reference.lane(1).allows(Outcome.of(Outcome.EINVAL), false));
    assertNull(session.reference.lane(0).settle(Outcome.OK, false, nothing));
    assertNull(session.reference.lane(1).settle(Outcome.OK, false, nothing));
    assertEquals("valid-readonly", session.areaText(0, 0));
    assertEquals("fault", session.linearText(PFN + 64 + 3));
  }

  @Test
  void announcementsGoToTheOneThatRuns() {
    session.reference.expect(ro(0, 0, 1), new AllocPages(3, 1, Session.NEAR));
    assertNotNull(session.reference.announcements().blockTaken(3, PFN + 200, 1));
    session.reference.expect(ro(0, 0, 1), new AllocPages(3, 1, Session.NEAR));
    session.reference.running(1);
    assertNull(session.reference.announcements().blockTaken(3, PFN + 201, 1));
    assertTrue(session.reference.lane(1).allows(Outcome.OK, false));
  }

  @Test
  void memoryThatComesIsUnmappedUntilSomebodyTakesIt() {
    Session debug = new Session(Machines.with(Machines.early(), true, false, false, false));
    debug.succeeds(new CpuUp(true));
    debug.succeeds(new FinalizeCapabilities());
    Operation taking = vmalloc(2, new Placement.Near(PFN, 1));
    Operation adding = new AddMemory(0x1_0000_0000L, 0x800_0000);
    assertNotNull(debug.reference.clash(taking, adding, false));
    good(taking, adding);
  }

  @Test
  void memoryThatCameIsThereForTheOtherAtOnce() {
    AddMemory add = new AddMemory(0x1_0000_0000L, 0x800_0000);
    session.reference.expect(add, new AllocPages(3, 1, Session.NEAR));
    session.reference.ended(Outcome.OK);
    session.reference.running(1);
    assertNull(session.reference.announcements().blockTaken(3, 0x10_0000, 1));
    assertNull(session.reference.lane(0).settle(Outcome.OK, false, va -> PageState.HOLE));
    assertEquals(Frames.block(3), session.world.frames().owner(0x10_0000));
  }
}
