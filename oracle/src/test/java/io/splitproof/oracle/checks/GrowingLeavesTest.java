package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.SplitStep;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

/** Leaves that grow: under the lock, and not across what somebody asked to be split. */
class GrowingLeavesTest {

  private static final Address FIRST_PAGE = Address.physical(Workbench.BLOCK);

  private Workbench bench = new Workbench(Machines.early(), Design.COLLAPSE, CheckName.CONTEXT);

  private void splitThenMerge(boolean asked) {
    Judge judge = bench.judge;
    long entryPa = bench.machine.linearEntry(Workbench.BLOCK, Geometry.PMD);
    long block = bench.machine.read(entryPa);
    judge.expect(asked ? new Split(FIRST_PAGE, 4096) : new VmUnmapAliases());
    judge.locked(Lock.SPLIT);
    bench.machine.split(Workbench.BLOCK);
    judge.unlocked(Lock.SPLIT);
    assertNull(judge.judge(Outcome.OK));
    judge.expect(new VmUnmapAliases());
    judge.locked(Lock.SPLIT);
    bench.machine.store(entryPa, block);
    judge.unlocked(Lock.SPLIT);
  }

  @Test
  void good_aBlockInPlaceOfItsPages() {
    splitThenMerge(false);
    assertNull(bench.judge.judge(Outcome.OK));
  }

  @Test
  void bad_aBlockAcrossWhatSomebodyAskedToBeSplit() {
    splitThenMerge(true);
    Divergence found = bench.judge.judge(Outcome.OK);
    assertNotNull(found);
    assertEquals(
        "context:vm_unmap_aliases:split:no leaf grown across what stays split/leaf grown across",
        found.signature());
  }

  @Test
  void good_whereNothingIsPromisedOfLeavesThatGrow() {
    bench = new Workbench(Machines.early(), CheckName.CONTEXT);
    splitThenMerge(true);
    assertNull(bench.judge.judge(Outcome.OK));
  }

  @Test
  void bad_mergeWithoutTheLock() {
    bench.judge.expect(new VmUnmapAliases());
    bench.judge.merged(SplitStep.PMD);
    Divergence found = bench.judge.judge(Outcome.OK);
    assertNotNull(found);
    assertEquals(
        "context:vm_unmap_aliases:split:pgtable_split_lock held/not held", found.signature());
  }
}
