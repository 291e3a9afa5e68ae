package io.splitproof.oracle.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Outcome;
import org.junit.jupiter.api.Test;

class ResetContractTest {

  private static final long PFN = Session.PFN;

  private final Session session = new Session(Machines.booted());

  private static SetMemory set(Permission permission, int page, int pages) {
    return new SetMemory(permission, Address.area(0, page * 4096L), pages);
  }

  private String breach(SetMemory operation) {
    return session.reference.breach(operation);
  }

  /** What a judge does with an operation that ended with {@code status}. */
  private void ended(SetMemory operation, int status) {
    session.reference.settled(operation, status);
  }

  @Test
  void theFirstChangeIsForTheWholeArea() {
    session.vmalloc(0, 4, true, PFN);
    assertNull(breach(set(Permission.RO, 0, 4)));
    assertEquals(
        "reset contract: A0 is changed in part before it was changed whole",
        breach(set(Permission.RO, 0, 3)));
    assertNotNull(breach(set(Permission.NX, 1, 3)));
    assertNotNull(breach(set(Permission.ROX, 3, 1)));
  }

  @Test
  void partsMayFollow() {
    session.vmalloc(0, 4, true, PFN);
    ended(set(Permission.ROX, 0, 4), 0);
    assertNull(breach(set(Permission.RW, 1, 2)));
  }

  @Test
  void aFirstChangeThatFailedWasNone() {
    session.vmalloc(0, 4, true, PFN);
    ended(set(Permission.RO, 0, 4), Outcome.ENOMEM);
    assertNotNull(breach(set(Permission.RO, 1, 2)));
    assertNull(breach(set(Permission.RO, 0, 4)));
  }

  @Test
  void anAreaOfOnePageHasNoParts() {
    session.vmalloc(0, 1, AreaKind.KPROBES, true, Session.NEAR, PFN);
    assertNull(breach(set(Permission.ROX, 0, 1)));
  }

  @Test
  void anotherAreaOfThatNumberBeginsAgain() {
    session.vmalloc(0, 4, true, PFN);
    ended(set(Permission.RO, 0, 4), 0);
    session.reference.settled(new Vfree(0), 0);
    assertNotNull(breach(set(Permission.RO, 1, 2)));
  }

  @Test
  void soDoesAProgram() {
    session.vmalloc(0, 4, true, PFN);
    ended(set(Permission.RO, 0, 4), 0);
    session.reference.reset();
    session.vmalloc(0, 4, true, PFN);
    assertNotNull(breach(set(Permission.RO, 1, 2)));
  }

  @Test
  void whatIsRefusedBreaksNothing() {
    session.vmalloc(0, 4, AreaKind.HUGE, true, Session.NEAR, PFN);
    assertNull(breach(set(Permission.RO, 1, 2)));
    assertNull(breach(new SetMemory(Permission.RO, Address.area(5, 0), 1)));
    assertNull(breach(set(Permission.RO, 1, 0)));
  }
}
