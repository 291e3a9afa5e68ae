package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may sleep where, and locks. */
class ContextCheckTest {

  private final Workbench bench = new Workbench(Machines.early(), CheckName.CONTEXT);
  private final Judge judge = bench.judge;

  @BeforeEach
  void begin() {
    judge.expect(new VmUnmapAliases());
  }

  private void good() {
    assertNull(judge.judge(Outcome.OK));
  }

  private void bad(String signature) {
    Divergence found = judge.judge(Outcome.OK);
    assertNotNull(found, "nothing found");
    assertEquals("context:vm_unmap_aliases:" + signature, found.signature());
    assertTrue(found.explanation().contains("CPU") || found.explanation().contains("the call"));
  }

  @Test
  void good_lockTakenAndReleased() {
    judge.locked(Lock.SPLIT);
    judge.allocating(true);
    judge.split(SplitStep.PMD);
    judge.unlocked(Lock.SPLIT);
    judge.entered(Context.ATOMIC);
    judge.allocating(false);
    judge.left(Context.ATOMIC);
    good();
  }

  @Test
  void bad_mutexInAtomicContext() {
    judge.entered(Context.ATOMIC);
    judge.locked(Lock.SPLIT);
    judge.unlocked(Lock.SPLIT);
    judge.left(Context.ATOMIC);
    bad("lock:no mutex in atomic context/pgtable_split_lock");
  }

  @Test
  void bad_sleepingAllocationUnderStopMachine() {
    judge.entered(Context.STOP_MACHINE);
    judge.allocating(true);
    judge.left(Context.STOP_MACHINE);
    bad("allocation:no sleep in stop_machine/may sleep");
  }

  @Test
  void bad_anInterruptIsAtomicWhateverItSays() {
    judge.locked(Lock.SPLIT);
    judge.interrupted();
    judge.locked(Lock.PURGE);
    judge.unlocked(Lock.PURGE);
    judge.resumed();
    judge.unlocked(Lock.SPLIT);
    bad("lock:no mutex in atomic context/vmap_purge_lock");
  }

  @Test
  void good_contextOfOneCpuIsNotThatOfAnother() {
    judge.entered(Context.ATOMIC);
    judge.runningOn(1);
    judge.locked(Lock.SPLIT);
    judge.unlocked(Lock.SPLIT);
    judge.runningOn(0);
    judge.left(Context.ATOMIC);
    good();
  }

  @Test
  void bad_lockNotReleased() {
    judge.locked(Lock.SPLIT);
    bad("lock:pgtable_split_lock released before the call returns/held");
  }

  @Test
  void bad_lockTakenTwice() {
    judge.locked(Lock.PURGE);
    judge.locked(Lock.PURGE);
    judge.unlocked(Lock.PURGE);
    bad("lock:vmap_purge_lock free when taken/held already");
  }

  @Test
  void bad_lockThatAnotherCpuHolds() {
    judge.locked(Lock.SPLIT);
    judge.runningOn(1);
    judge.locked(Lock.SPLIT);
    judge.unlocked(Lock.SPLIT);
    bad("lock:pgtable_split_lock free when taken/held by another");
  }

  @Test
  void bad_lockReleasedByAnother() {
    judge.locked(Lock.FIXMAP);
    judge.runningOn(1);
    judge.unlocked(Lock.FIXMAP);
    bad("lock:fixmap_lock released by its holder/held by another");
  }

  @Test
  void bad_lockReleasedThatNobodyHolds() {
    judge.unlocked(Lock.FIXMAP);
    bad("lock:fixmap_lock released by its holder/held by nobody");
  }

  @Test
  void good_purgeUnderSplitIsTheKernelsOrder() {
    judge.locked(Lock.SPLIT);
    judge.locked(Lock.PURGE);
    judge.unlocked(Lock.PURGE);
    judge.unlocked(Lock.SPLIT);
    good();
  }

  @Test
  void bad_splitUnderPurgeGoesRoundInACircle() {
    judge.locked(Lock.PURGE);
    judge.locked(Lock.SPLIT);
    judge.unlocked(Lock.SPLIT);
    judge.unlocked(Lock.PURGE);
    bad("lock:locks in one order/pgtable_split_lock under vmap_purge_lock");
  }

  @Test
  void bad_circleClosedByALaterOperation() {
    judge.locked(Lock.SPLIT);
    judge.locked(Lock.FIXMAP);
    judge.unlocked(Lock.FIXMAP);
    judge.unlocked(Lock.SPLIT);
    good();
    begin();
    judge.locked(Lock.FIXMAP);
    judge.locked(Lock.SPLIT);
    judge.unlocked(Lock.SPLIT);
    judge.unlocked(Lock.FIXMAP);
    bad("lock:locks in one order/pgtable_split_lock under fixmap_lock");
  }

  @Test
  void good_anotherProgramMayHaveAnotherOrder() {
    judge.locked(Lock.SPLIT);
    judge.locked(Lock.FIXMAP);
    judge.unlocked(Lock.FIXMAP);
    judge.unlocked(Lock.SPLIT);
    good();
    judge.reset();
    begin();
    judge.locked(Lock.FIXMAP);
    judge.locked(Lock.SPLIT);
    judge.unlocked(Lock.SPLIT);
    judge.unlocked(Lock.FIXMAP);
    good();
  }

  @Test
  void bad_allocationUnderTheLockThatReclaimTakes() {
    judge.locked(Lock.PURGE);
    judge.allocating(true);
    judge.unlocked(Lock.PURGE);
    bad("allocation:no reclaim under vmap_purge_lock/may sleep");
  }

  @Test
  void bad_splitWithoutTheLock() {
    judge.split(SplitStep.CONT_PTE);
    bad("split:pgtable_split_lock held/not held");
  }

  @Test
  void bad_blockThatBecomesPagesWithoutTheLockAndSaysNothing() {
    bench.machine.split(Workbench.BLOCK);
    bad("split:pgtable_split_lock held/not held");
  }

  @Test
  void good_blockThatBecomesPagesUnderTheLock() {
    judge.locked(Lock.SPLIT);
    bench.machine.split(Workbench.BLOCK);
    judge.unlocked(Lock.SPLIT);
    good();
  }

  @Test
  void bad_splitUnderALockThatTheOtherCpuHolds() {
    judge.locked(Lock.SPLIT);
    judge.runningOn(1);
    judge.split(SplitStep.CONT_PTE);
    judge.runningOn(0);
    judge.unlocked(Lock.SPLIT);
    bad("split:pgtable_split_lock held/not held");
  }

  @Test
  void good_splitUnderStopMachine() {
    judge.entered(Context.STOP_MACHINE);
    judge.split(SplitStep.PMD);
    judge.left(Context.STOP_MACHINE);
    good();
  }

  @Test
  void bad_contextNotLeft() {
    judge.entered(Context.ATOMIC);
    bad("context:contexts left before the call returns/atomic context");
  }

  @Test
  void bad_contextsLeftInTheWrongOrder() {
    judge.entered(Context.STOP_MACHINE);
    judge.entered(Context.ATOMIC);
    judge.left(Context.STOP_MACHINE);
    judge.left(Context.ATOMIC);
    bad("context:contexts left in order/stop_machine left");
  }

  @Test
  void good_whatAnOperationBeforeHeldIsForgotten() {
    judge.locked(Lock.SPLIT);
    assertNotNull(judge.judge(Outcome.OK));
    begin();
    judge.locked(Lock.SPLIT);
    judge.unlocked(Lock.SPLIT);
    good();
  }
}
