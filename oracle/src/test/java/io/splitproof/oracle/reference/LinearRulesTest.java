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
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceInit;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import org.junit.jupiter.api.Test;

class LinearRulesTest {

  private final Session session = new Session(Machines.booted());

  private static Address page(int page) {
    return Address.block(0, page * 4096L);
  }

  @Test
  void validTurnsOffAndOnWithoutLosingTheRest() {
    session.allocPages(0, 8, PFN);
    session.succeeds(new SetMemoryValid(page(2), 3, false));
    assertEquals("valid-writable", session.linearText(PFN + 1));
    assertEquals("fault", session.linearText(PFN + 2));
    assertEquals("fault", session.linearText(PFN + 4));
    assertEquals("valid-writable", session.linearText(PFN + 5));
    session.succeeds(new SetMemoryValid(page(0), 8, true));
    assertEquals(session.world.linearDefault(), session.linear(PFN + 3));
  }

  @Test
  void nonGlobalGoesAndComesWithValid() {
    Session kpti = new Session(Machines.with(Machines.booted(), false, false, true, false));
    kpti.allocPages(0, 2, PFN);
    assertTrue((kpti.linear(PFN) & PageState.NON_GLOBAL) != 0);
    kpti.succeeds(new SetMemoryValid(page(0), 1, false));
    kpti.succeeds(new SetMemoryValid(page(0), 1, true));
    assertEquals(kpti.world.linearDefault(), kpti.linear(PFN));
  }

  @Test
  void aHoleStaysAHole() {
    long end = Machines.BASE + Machines.BYTES;
    session.succeeds(new SetMemoryValid(Address.physical(end - 4096), 2, true));
    assertEquals(PageState.HOLE, session.linear(end >> 12));
  }

  @Test
  void noPagesIsAnError() {
    session.allocPages(0, 2, PFN);
    session.fails(new SetMemoryValid(page(0), 0, false), Outcome.EINVAL);
    session.fails(new SetMemoryValid(page(0), -3, true), Outcome.EINVAL);
  }

  @Test
  void unalignedIsAnErrorWhereLeavesAreSplit() {
    session.allocPages(0, 4, PFN);
    SetMemoryValid op = new SetMemoryValid(Address.block(0, 16), 1, false);
    session.fails(op, Outcome.EINVAL, Warning.SPLIT_FAILED);
  }

  @Test
  void directMapDefaultIsValidAndWritable() {
    session.allocPages(0, 4, PFN);
    session.succeeds(new SetDirectMap(DirectMap.INVALID, page(1), 0));
    assertEquals("fault", session.linearText(PFN + 1));
    session.succeeds(new SetDirectMap(DirectMap.DEFAULT, page(1), 0));
    assertEquals(session.world.linearDefault(), session.linear(PFN + 1));
    session.succeeds(new SetDirectMap(DirectMap.VALID_OFF, page(0), 2));
    assertEquals("fault", session.linearText(PFN));
    session.succeeds(new SetDirectMap(DirectMap.VALID_ON, page(0), 2));
    assertEquals("valid-writable", session.linearText(PFN));
  }

  @Test
  void directMapCallsDoNothingOnAMapThatIsNotChangeable() {
    Session off = new Session(Machines.with(Machines.early(), Rodata.OFF, Stage.BOOTED));
    off.allocPages(0, 4, PFN);
    off.succeeds(new SetDirectMap(DirectMap.INVALID, page(1), 1));
    assertEquals("valid-writable", off.linearText(PFN + 1));
  }

  @Test
  void partOfALeafIsAnErrorOnAMapThatIsNotChangeable() {
    Session off = new Session(Machines.with(Machines.early(), Rodata.OFF, Stage.BOOTED));
    off.allocPages(0, 4, PFN);
    off.expect(new SetMemoryValid(page(0), 4, false));
    int partial = Warning.PARTIAL_LEAF.bit();
    assertTrue(off.reference.allows(Outcome.OK, false));
    assertTrue(off.reference.allows(new Outcome(Outcome.EINVAL, partial, false), false));
    int invalid = off.world.linearDefault() & ~PageState.VALID;
    long changed = off.world.config().linearVa(PFN + 1 << 12);
    off.settle(
        Outcome.EINVAL, partial, false, va -> va < changed ? invalid : off.world.linearDefault());
    assertEquals("fault", off.linearText(PFN));
    assertEquals("valid-writable", off.linearText(PFN + 1));
  }

  @Test
  void aSplitLeavesNoLeafAcrossEitherEnd() {
    assertNull(afterSplit(PFN + 1, 2, PFN + 2));
    assertNotNull(afterSplit(PFN + 1, 2, PFN + 1));
    assertNotNull(afterSplit(PFN + 1, 2, PFN + 3));
  }

  /** What is said of a split of {@code pages} pages where a leaf still crosses {@code cut}. */
  private static String afterSplit(long pfn, int pages, long cut) {
    Observed tables =
        new Observed() {
          @Override
          public int at(long va) {
            return PageState.HOLE;
          }

          @Override
          public boolean cuts(long va) {
            return va == Machines.booted().linearVa(cut << 12);
          }
        };
    Session session = new Session(Machines.booted(), tables);
    session.expect(new Split(Address.physical(pfn << 12), pages * 4096L));
    return session.reference.settle(Outcome.OK, false, tables);
  }

  @Test
  void failedSplitLeavesARangeAlone() {
    session.allocPages(0, 8, PFN);
    session.expect(new SetMemoryValid(page(0), 8, false));
    int failed = Warning.SPLIT_FAILED.bit();
    session.settle(Outcome.ENOMEM, failed, true, va -> session.world.linearDefault());
    assertEquals("valid-writable", session.linearText(PFN));
  }

  @Test
  void splitChangesNoPage() {
    session.allocPages(0, 8, PFN);
    session.succeeds(new Split(page(1), 4096));
    session.fails(new Split(Address.block(0, 8), 4096), Outcome.EINVAL);
    assertFalse(session.reference.allows(new Outcome(Outcome.ENOMEM, 0, false), false));
    session.expect(new Split(page(1), 4096));
    assertTrue(session.reference.allows(new Outcome(Outcome.ENOMEM, 0, false), true));
  }

  @Test
  void splitIsRefusedBeforeCapabilitiesAreFinalised() {
    Session early = new Session(Machines.early());
    early.allocPages(0, 8, PFN);
    early.succeeds(new CpuUp(true));
    early.fails(new Split(page(1), 4096), Outcome.EBUSY, Warning.SPLIT_BEFORE_FINALIZED);
  }

  @Test
  void realmSharesAndTakesBack() {
    Session realm = new Session(Machines.with(Machines.booted(), false, true, false, false));
    realm.allocPages(0, 4, PFN);
    realm.succeeds(new SetMemoryEncrypted(page(1), 2, false));
    assertEquals("valid-writable-shared", realm.linearText(PFN + 1));
    realm.succeeds(new SetMemoryEncrypted(page(1), 2, true));
    assertEquals(realm.world.linearDefault(), realm.linear(PFN + 1));
    realm.vmalloc(1, 1, false, PFN + 8);
    SetMemoryEncrypted wrong = new SetMemoryEncrypted(Address.area(1, 0), 1, false);
    realm.fails(wrong, Outcome.EINVAL, Warning.REALM_PAGES_LEAKED);
  }

  @Test
  void outsideARealmNothingIsShared() {
    session.allocPages(0, 4, PFN);
    session.succeeds(new SetMemoryEncrypted(page(1), 2, false));
    assertEquals(session.world.linearDefault(), session.linear(PFN + 1));
  }

  @Test
  void debugPageallocMapsWhatIsAllocated() {
    Session debug = new Session(Machines.with(Machines.booted(), true, false, false, false));
    assertEquals("fault", debug.linearText(PFN));
    debug.allocPages(0, 4, PFN);
    assertEquals("valid-writable", debug.linearText(PFN));
    debug.succeeds(new KernelMapPages(page(0), 1, false));
    assertEquals("fault", debug.linearText(PFN));
    session.allocPages(0, 4, PFN);
    session.succeeds(new KernelMapPages(page(0), 1, false));
    assertEquals("valid-writable", session.linearText(PFN));
  }

  @Test
  void kfencePoolBeginsWithItsGuardsProtected() {
    Session kfence = new Session(Machines.with(Machines.booted(), Kfence.LATE));
    kfence.expect(new KfenceInit(Session.NEAR));
    long pfn = PFN + 512;
    assertEquals(null, kfence.reference.announcements().kfencePool(pfn, 512));
    kfence.settle(0, 0, false, va -> 0);
    assertEquals("fault", kfence.linearText(pfn));
    assertEquals("fault", kfence.linearText(pfn + 1));
    assertEquals("valid-writable", kfence.linearText(pfn + 2));
    assertEquals("fault", kfence.linearText(pfn + 3));
    kfence.succeeds(new KfenceProtect(2, true));
    assertEquals("fault", kfence.linearText(pfn + 2));
    kfence.succeeds(new KfenceProtect(3, false));
    assertEquals("valid-writable", kfence.linearText(pfn + 3));
    kfence.succeeds(new KfenceProtect(512, false));
    kfence.succeeds(new KfenceInit(Session.NEAR));
  }
}
