package io.splitproof.oracle.reference;

import static io.splitproof.oracle.reference.Session.PFN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Use;
import io.splitproof.oracle.contract.Outcome;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private final Session session = new Session(Machines.booted());

  private void may(Address address, Use use) {
    session.succeeds(new Access(0, address, use));
  }

  private void faults(Address address, Use use) {
    session.fails(new Access(0, address, use), Outcome.EFAULT);
  }

  @Test
  void dataIsReadAndWrittenButNotExecuted() {
    session.allocPages(0, 1, PFN);
    may(Address.block(0, 8), Use.READ);
    may(Address.block(0, 8), Use.WRITE);
    faults(Address.block(0, 8), Use.FETCH);
  }

  @Test
  void codeIsExecutedAndReadButNotWritten() {
    session.vmalloc(0, 1, AreaKind.KPROBES, false, Session.NEAR, PFN);
    may(Address.area(0, 0), Use.FETCH);
    may(Address.area(0, 4), Use.READ);
    faults(Address.area(0, 0), Use.WRITE);
    may(Address.backing(0, 0), Use.WRITE);
  }

  @Test
  void whatIsInvalidFaults() {
    session.allocPages(0, 2, PFN);
    session.succeeds(new SetMemoryValid(Address.block(0, 4096), 1, false));
    may(Address.block(0, 4095), Use.READ);
    faults(Address.block(0, 4096), Use.READ);
  }

  @Test
  void guardPagesHolesAndOtherAddressesFault() {
    session.vmalloc(0, 1, false, PFN);
    faults(Address.area(0, 4096), Use.READ);
    faults(Address.area(0, 1L << 45), Use.READ);
    faults(Address.area(0, -(1L << 45)), Use.READ);
    faults(Address.physical(Machines.BASE + Machines.BYTES), Use.READ);
  }

  @Test
  void aCpuThatIsNotUpIsAbsent() {
    Session early = new Session(Machines.early());
    Access access = new Access(1, Address.physical(Machines.BASE), Use.READ);
    assertEquals("there is no CPU 1", early.reference.absence(access));
    early.succeeds(access);
    early.succeeds(new CpuUp(true));
    assertNull(early.reference.absence(access));
  }

  @Test
  void anObjectThatIsNotThereIsAbsent() {
    Access access = new Access(0, Address.area(3, 0), Use.READ);
    assertEquals("there is no A3", session.reference.absence(access));
  }

  @Test
  void wellBehavedClientsMayTry() {
    session.vmalloc(0, 1, false, PFN);
    assertNull(session.reference.objection(new Access(0, Address.area(0, 4096), Use.WRITE)));
  }
}
