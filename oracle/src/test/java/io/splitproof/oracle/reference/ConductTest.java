package io.splitproof.oracle.reference;

import static io.splitproof.oracle.reference.Session.PFN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.ArchRemoveMemory;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmap;
import io.splitproof.oracle.contract.Placement;
import org.junit.jupiter.api.Test;

class ConductTest {

  private final Session session = new Session(Machines.booted());

  private void good(Operation operation) {
    assertNull(session.reference.objection(operation));
  }

  private void bad(Operation operation) {
    assertNotNull(session.reference.objection(operation), operation.toString());
  }

  private static SetMemory ro(int page, int pages) {
    return new SetMemory(Permission.RO, Address.area(0, page * 4096L), pages);
  }

  private static SetMemoryValid off(Address address, int pages) {
    return new SetMemoryValid(address, pages, false);
  }

  @Test
  void setMemoryStaysInsideItsArea() {
    session.vmalloc(0, 4, true, PFN);
    good(ro(0, 4));
    good(ro(3, 1));
    bad(ro(0, 5));
    bad(ro(4, 1));
    bad(ro(0, 0));
    bad(ro(0, -1));
    bad(ro(-1, 1));
    bad(new SetMemory(Permission.RO, Address.area(0, 8), 1));
    bad(new SetMemory(Permission.RO, Address.backing(0, 0), 1));
    session.vmalloc(1, 4, AreaKind.HUGE, true, Session.NEAR, PFN + 8);
    bad(new SetMemory(Permission.RO, Address.area(1, 0), 1));
  }

  @Test
  void whatIsNotThereIsHarmless() {
    good(ro(0, 1));
    good(off(Address.block(2, 0), -1));
    good(new Vfree(7));
    good(new FreePages(7));
  }

  @Test
  void theLinearMapIsChangedWhereOneOwnsIt() {
    session.allocPages(0, 4, PFN);
    session.vmalloc(0, 4, true, PFN + 8);
    good(off(Address.block(0, 0), 4));
    good(off(Address.backing(0, 4096), 1));
    good(new SetDirectMap(DirectMap.INVALID, Address.backing(0, 0), 99));
    good(new Split(Address.block(0, 4096), 8192));
    bad(off(Address.block(0, 0), 5));
    bad(off(Address.block(0, 16), 1));
    bad(off(Address.block(0, 0), 0));
    bad(off(Address.backing(0, 0), 2));
    bad(off(Address.backing(0, 4 * 4096), 1));
    bad(off(Address.area(0, 0), 1));
    bad(off(Address.physical(PFN << 12), 1));
    bad(new Split(Address.block(0, 0), 100));
    bad(new KernelMapPages(Address.block(0, 0), 1, true));
    good(new FlushTlbKernelRange(Address.block(0, 4096), 3));
    bad(new FlushTlbKernelRange(Address.block(0, 4096), 4));
    bad(new FlushTlbKernelRange(Address.area(0, 0), 1));
  }

  @Test
  void anUnchangeableMapIsLeftAlone() {
    Session fixed = new Session(Machines.with(Machines.early(), Rodata.OFF, Stage.BOOTED));
    fixed.allocPages(0, 4, PFN);
    assertNotNull(fixed.reference.objection(off(Address.block(0, 0), 1)));
    Operation nothing = new SetDirectMap(DirectMap.INVALID, Address.block(0, 0), 1);
    assertNull(fixed.reference.objection(nothing));
  }

  @Test
  void lentPagesAreTheBorrowers() {
    session.allocPages(0, 8, PFN);
    Placement lent = new Placement.Lent(0, 2, 1);
    session.vmalloc(0, 2, AreaKind.VMALLOC, true, lent, PFN + 2);
    bad(off(Address.block(0, 2 * 4096), 1));
    good(off(Address.block(0, 4 * 4096), 1));
    good(off(Address.backing(0, 0), 1));
    bad(new FreePages(0));
    bad(new Vmap(1, 2, lent));
    bad(new Vmap(1, 20, new Placement.Lent(0, 4, 1)));
    good(new Vmap(1, 2, new Placement.Lent(0, 4, 1)));
  }

  @Test
  void blocksAreGivenBackAsTheyWereTaken() {
    session.allocPages(0, 4, PFN);
    good(new FreePages(0));
    session.succeeds(off(Address.block(0, 0), 1));
    bad(new FreePages(0));
    bad(new Vmap(1, 2, new Placement.Lent(0, 0, 1)));
    session.succeeds(new SetMemoryValid(Address.block(0, 0), 1, true));
    good(new FreePages(0));
  }

  @Test
  void vfreeWithoutResetIsForUnchangedPages() {
    session.vmalloc(0, 2, false, PFN);
    session.vmalloc(1, 2, true, PFN + 8);
    good(new Vfree(0));
    session.succeeds(ro(0, 1));
    session.succeeds(new SetMemory(Permission.RO, Address.area(1, 0), 1));
    bad(new Vfree(0));
    good(new Vfree(1));
  }

  @Test
  void memoryInUseIsNotRemoved() {
    long hot = Machines.BASE + (128L << 20);
    RemoveMemory remove = new RemoveMemory(hot, 128L << 20);
    session.succeeds(new AddMemory(hot, 128L << 20));
    good(remove);
    session.allocPages(0, 1, hot >> 12);
    bad(remove);
    bad(new ArchRemoveMemory(hot, 128L << 20));
  }

  @Test
  void kfenceKnowsItsPool() {
    Session kfence = new Session(Machines.with(Machines.booted(), Kfence.EARLY));
    assertNull(kfence.reference.objection(new KfenceProtect(511, true)));
    assertNotNull(kfence.reference.objection(new KfenceProtect(512, true)));
  }

  @Test
  void misuseIsRemembered() {
    session.vmalloc(0, 4, true, PFN);
    assertTrue(session.world.wellBehaved());
    session.expect(ro(0, 5));
    assertFalse(session.world.wellBehaved());
    session.reference.reset();
    assertTrue(session.world.wellBehaved());
  }

  @Test
  void whatIsAboutNothingIsSaidToBe() {
    assertEquals("there is no A3", absence(new Vfree(3)));
    assertEquals("there is no B5", absence(new FreePages(5)));
    assertEquals("there is no B2", absence(new SetMemoryValid(Address.block(2, 0), 1, true)));
    assertEquals("there is no A1", absence(new SetMemory(Permission.RO, Address.area(1, 0), 1)));
    assertEquals(
        "the linear map does not reach there",
        absence(new SetMemoryValid(Address.physical(16), 1, true)));
    assertNull(absence(new SetMemoryValid(Address.physical(PFN << 12), 1, true)));
  }

  private String absence(Operation operation) {
    return session.reference.absence(operation);
  }
}
