package io.splitproof.oracle.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.ArchRemoveMemory;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.contract.Operation.MarkRodataRo;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Outcome;
import org.junit.jupiter.api.Test;

/** Boot steps and memory hotplug. */
class MachineRulesTest {

  private static final long TEXT = Machines.BASE + Machines.BLOCK >> 12;
  private static final long DATA = Machines.BASE + 2 * Machines.BLOCK >> 12;
  private static final long UNIT = 128L << 20;
  private static final long HOT = Machines.BASE + UNIT;

  private final Session booted = new Session(Machines.booted());

  @Test
  void textAliasIsReadOnlyOnceBooted() {
    assertEquals("valid-readonly-normal", PageState.describeFully(booted.linear(TEXT)));
    Session early = new Session(Machines.early());
    assertEquals("valid-writable-tagged", PageState.describeFully(early.linear(TEXT)));
    Session off = new Session(Machines.with(Machines.early(), Rodata.OFF, Stage.BOOTED));
    assertEquals("valid-writable-tagged", PageState.describeFully(off.linear(TEXT)));
  }

  @Test
  void dataAliasIsWhicheverTheKernelMadeIt() {
    assertEquals("valid-writable", booted.linearText(DATA));
    Reference other = new Reference(Machines.booted());
    int readOnly = other.world().normalReadOnly();
    other.booted(va -> readOnly);
    long vpn = other.world().pages().linearVpn(DATA);
    assertEquals(readOnly, other.world().pages().get(vpn));
  }

  @Test
  void finalisingMakesTextReadOnlyAndMarkingData() {
    Session early = new Session(Machines.early());
    early.succeeds(new MarkRodataRo());
    assertEquals("valid-writable", early.linearText(DATA));
    early.succeeds(new FinalizeCapabilities());
    assertEquals("valid-readonly", early.linearText(TEXT));
    early.expect(new MarkRodataRo());
    early.settle(0, 0, false, va -> early.world.normalReadOnly());
    assertEquals("valid-readonly", early.linearText(DATA));
  }

  @Test
  void onlyARepaintWithoutTablesMayPanic() {
    Outcome panic = new Outcome(0, 0, true);
    Session early = new Session(Machines.early());
    early.expect(new FinalizeCapabilities());
    assertFalse(early.reference.allows(panic, true));
    early.reference.reset();
    early.succeeds(new CpuUp(false));
    early.expect(new FinalizeCapabilities());
    assertTrue(early.reference.allows(panic, true));
    assertFalse(early.reference.allows(panic, false));
  }

  @Test
  void aCpuThatLacksWhatTheSystemHasIsTurnedAway() {
    booted.fails(new CpuUp(false), Outcome.EIO);
    booted.succeeds(new CpuUp(true));
  }

  @Test
  void addedMemoryIsDefaultAndGoesAgain() {
    booted.succeeds(new AddMemory(HOT, UNIT));
    assertEquals(booted.world.linearDefault(), booted.linear(HOT >> 12));
    booted.fails(new AddMemory(HOT, UNIT), Outcome.EINVAL);
    booted.expect(new RemoveMemory(HOT, UNIT));
    assertFalse(booted.reference.allows(Outcome.of(Outcome.EBUSY), false), "no leaf is cut");
    booted.settle(0, 0, false, va -> 0);
    assertEquals(PageState.HOLE, booted.linear(HOT >> 12));
    booted.fails(new RemoveMemory(HOT, UNIT), Outcome.EINVAL);
  }

  @Test
  void memoryThatSharesALeafWithOtherMemoryStays() {
    Reference reference = new Reference(booted.world.config());
    reference.booted(new LargeLeaves());
    reference.expect(new AddMemory(HOT, 2 * UNIT), false);
    reference.settle(Outcome.OK, false, new LargeLeaves());
    reference.expect(new RemoveMemory(HOT, UNIT), false);
    assertFalse(reference.allows(Outcome.OK, false), "its leaf goes on");
    assertTrue(reference.allows(Outcome.of(Outcome.EBUSY), false));
  }

  /** Tables of which nothing is known but that their leaves begin and end at two units. */
  private static final class LargeLeaves implements Observed {

    @Override
    public int at(long va) {
      return PageState.HOLE;
    }

    @Override
    public boolean cuts(long va) {
      return va % (2 * UNIT) != 0;
    }
  }

  @Test
  void memoryMustBePluggable() {
    booted.fails(new AddMemory(HOT + 4096, UNIT), Outcome.EINVAL);
    booted.fails(new AddMemory(HOT, 0), Outcome.EINVAL);
    booted.fails(new AddMemory(HOT, -UNIT), Outcome.EINVAL);
    booted.fails(new AddMemory(0, UNIT), Outcome.EINVAL);
    booted.fails(new AddMemory(Machines.BASE, UNIT), Outcome.EINVAL);
    booted.fails(new AddMemory(1L << 40, UNIT), Outcome.EINVAL);
  }

  @Test
  void memoryInUseAndBootMemoryStay() {
    booted.succeeds(new AddMemory(HOT, UNIT));
    booted.allocPages(0, 1, HOT >> 12);
    booted.fails(new RemoveMemory(HOT, UNIT), Outcome.EBUSY);
    booted.fails(new RemoveMemory(Machines.BASE, UNIT), Outcome.EBUSY);
  }

  @Test
  void removalWithoutTheOfflineCheckRemovesJustTheRange() {
    booted.succeeds(new AddMemory(HOT, 2 * UNIT));
    booted.succeeds(new ArchRemoveMemory(HOT, UNIT));
    assertEquals(PageState.HOLE, booted.linear(HOT >> 12));
    assertEquals("valid-writable", booted.linearText(HOT + UNIT >> 12));
    assertEquals("linear", booted.reference.lane(0).place());
    booted.fails(new ArchRemoveMemory(HOT, UNIT), Outcome.EINVAL);
  }

  @Test
  void addingWithoutTablesChangesNothing() {
    booted.expect(new AddMemory(HOT, UNIT));
    assertFalse(booted.reference.allows(Outcome.of(Outcome.ENOMEM), false));
    booted.settle(Outcome.ENOMEM, 0, true, va -> 0);
    assertEquals(PageState.HOLE, booted.linear(HOT >> 12));
  }
}
