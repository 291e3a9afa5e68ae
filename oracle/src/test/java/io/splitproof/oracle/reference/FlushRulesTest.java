package io.splitproof.oracle.reference;

import static io.splitproof.oracle.reference.Session.NEAR;
import static io.splitproof.oracle.reference.Session.PFN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Outcome;
import org.junit.jupiter.api.Test;

class FlushRulesTest {

  private Session session = new Session(Machines.booted());

  private FlushPromise promise(Operation operation) {
    FlushPromise promise = new FlushPromise(session.world.geometry());
    session.reference.flushes().begin(operation, promise);
    return promise;
  }

  private long pages(Operation operation) {
    return promise(operation).pages();
  }

  private static SetMemory set(Permission permission, int page, int pages) {
    return new SetMemory(permission, Address.area(0, page * 4096L), pages);
  }

  private long alias(long pfn) {
    return session.world.config().linearVa(pfn << 12);
  }

  private void vfree(int number) {
    session.expect(new Vfree(number));
    session.reference.announcements().areaUnmapped(number);
    session.settle(0, 0, false, va -> PageState.HOLE);
  }

  private static MachineConfig debug() {
    return Machines.with(Machines.booted(), true, false, false, false);
  }

  @Test
  void writingInvalidatesAliasesAndRange() {
    session.vmalloc(0, 8, false, PFN);
    assertEquals(6, pages(set(Permission.RO, 2, 3)));
    assertEquals(9, pages(set(Permission.ROX, 2, 3)));
    assertEquals(3, pages(set(Permission.NX, 2, 3)));
    FlushPromise promise = promise(set(Permission.RW, 2, 3));
    assertTrue(promise.clean().hold(alias(PFN + 2), alias(PFN + 5)));
    assertFalse(promise.clean().hold(alias(PFN + 5), alias(PFN + 6)));
    assertTrue(promise.purges());
  }

  @Test
  void aliasesStayWithoutRodataFull() {
    session = new Session(Machines.with(Machines.early(), Rodata.NOALIAS, Stage.BOOTED));
    session.vmalloc(0, 8, false, PFN);
    assertEquals(3, pages(set(Permission.RO, 2, 3)));
  }

  @Test
  void aPurgeIsOfAllThatWasUnmappedLazily() {
    session.vmalloc(0, 2, false, PFN);
    session.vmalloc(1, 2, false, PFN + 2);
    assertEquals(0, pages(new VmUnmapAliases()));
    vfree(1);
    assertEquals(3, pages(new VmUnmapAliases()));
    vfree(0);
    long span = (session.areaVa(1) - session.areaVa(0) >> 12) + 3;
    assertEquals(span, pages(new VmUnmapAliases()));
    session.vmalloc(2, 1, false, PFN + 4);
    SetMemory change = new SetMemory(Permission.X, Address.area(2, 0), 1);
    assertEquals(span + 1, pages(change));
    session.reference.announcements().invalidated(session.areaVa(0), session.areaVa(2));
    assertEquals(1, pages(change));
  }

  @Test
  void whatFailedToBeMadeMayLieAnywhere() {
    Vmalloc request = new Vmalloc(0, 5, AreaKind.VMALLOC, false, NEAR);
    FlushPromise failed = promise(request);
    assertTrue(failed.leavesUnmappedAreas());
    session.reference.flushes().end(request, failed, Outcome.ENOMEM);
    long start = session.world.geometry().vmallocStart();
    FlushPromise purge = promise(new VmUnmapAliases());
    assertTrue(purge.about().hold(start, start + 6 * 4096));
    session.reference.flushes().end(new VmUnmapAliases(), purge, 0);
    assertEquals(0, pages(new VmUnmapAliases()));
  }

  @Test
  void onlyWhatBecomesInvalidIsInvalidated() {
    session.allocPages(0, 8, PFN);
    assertEquals(3, pages(new SetMemoryValid(Address.block(0, 0), 3, false)));
    assertEquals(4, pages(new SetMemoryValid(Address.block(0, 8), 3, false)));
    assertEquals(0, pages(new SetMemoryValid(Address.block(0, 0), 3, true)));
    assertEquals(2, pages(new SetDirectMap(DirectMap.VALID_OFF, Address.block(0, 0), 2)));
    assertEquals(0, pages(new SetDirectMap(DirectMap.VALID_ON, Address.block(0, 0), 2)));
  }

  @Test
  void theCallerOwesWhatNoflushLeaves() {
    session.allocPages(0, 8, PFN);
    FlushPromise promise =
        promise(new SetDirectMap(DirectMap.INVALID, Address.block(0, 4096), 1));
    assertEquals(0, promise.pages());
    assertTrue(promise.owed().hold(alias(PFN + 1), alias(PFN + 2)));
    assertFalse(promise.owed().hold(alias(PFN), alias(PFN + 1)));
  }

  @Test
  void sharingInvalidatesInARealmAlone() {
    SetMemoryEncrypted share = new SetMemoryEncrypted(Address.block(0, 0), 3, false);
    session.allocPages(0, 8, PFN);
    assertEquals(0, pages(share));
    session = new Session(Machines.with(Machines.booted(), false, true, false, false));
    session.allocPages(0, 8, PFN);
    assertEquals(3, pages(share));
  }

  @Test
  void vfreeLeavesItsAreaToThePurge() {
    session.vmalloc(0, 4, false, PFN);
    FlushPromise promise = promise(new Vfree(0));
    assertEquals(0, promise.pages());
    assertTrue(promise.leavesUnmappedAreas());
    assertFalse(promise.purges());
  }

  @Test
  void resettingVfreeInvalidatesFromTheLowestToTheHighest() {
    session.vmalloc(0, 4, true, PFN);
    FlushPromise promise = promise(new Vfree(0));
    long end = session.areaVa(0) + 5 * 4096;
    assertEquals(end - alias(PFN) >> 12, promise.pages());
    assertTrue(promise.about().hold(alias(PFN), end));
    assertTrue(promise.clean().hold(session.areaVa(0), end));
    assertTrue(promise.clean().hold(alias(PFN), alias(PFN + 4)));
    assertTrue(promise.purges() && promise.beforeFreeing());
  }

  @Test
  void withDebugPageallocVfreeLeavesNothing() {
    session = new Session(debug());
    session.vmalloc(0, 4, false, PFN);
    FlushPromise promise = promise(new Vfree(0));
    assertEquals(5, promise.pages());
    assertFalse(promise.leavesUnmappedAreas());
    session.allocPages(0, 2, PFN + 8);
    assertEquals(2, pages(new KernelMapPages(Address.block(0, 0), 2, false)));
    assertEquals(0, pages(new KernelMapPages(Address.block(0, 0), 2, true)));
  }

  @Test
  void aFlushLeavesItsRangeCleanAndCostsIt() {
    session.allocPages(0, 8, PFN);
    FlushPromise promise = promise(new FlushTlbKernelRange(Address.block(0, 4096), 3));
    assertEquals(3, promise.pages());
    assertTrue(promise.clean().hold(alias(PFN + 1), alias(PFN + 4)));
    assertTrue(promise(new FlushTlbKernelRange(Address.block(0, 0), -1)).isUnlimited());
  }

  @Test
  void aFailedCallPromisesNothing() {
    session.vmalloc(0, 8, false, PFN);
    FlushPromise promise = promise(set(Permission.RO, 2, 3));
    promise.withdraw();
    assertEquals(0, promise.clean().size());
    assertFalse(promise.purges());
    assertEquals(6, promise.pages());
  }

  @Test
  void aNegativeCountHasNoLimit() {
    session.vmalloc(0, 8, false, PFN);
    assertTrue(promise(set(Permission.X, 2, -3)).isUnlimited());
  }
}
