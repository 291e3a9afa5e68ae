package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of live entries, with and without a break. */
class BbmCheckTest {

  private static final String LIVE =
      "bbm:split_kernel_leaf_mapping:linear:valid-writable->invalid and invalidated in between/";
  private static final String BROKEN =
      "bbm:split_kernel_leaf_mapping:linear:fault->invalidated before made/";
  private static final long DEVICE = 3L << Descriptor.ATTR_INDEX_SHIFT;
  private static final long GROUP = Machines.BASE + 16 * Machines.BLOCK;

  private final Workbench bench =
      new Workbench(Machines.with(Machines.early(), false, true, false, false), CheckName.BBM);
  private final FakeMachine machine = bench.machine;
  private final long va = machine.config.linearVa(Workbench.BLOCK);

  @BeforeEach
  void begin() {
    again();
  }

  /** Another operation of the same program. */
  private void again() {
    bench.expect(new Split(Address.physical(Workbench.BLOCK + 4096), 4096));
  }

  private long block() {
    return bench.blockEntry();
  }

  private void invalidate(long end, Invalidation kind) {
    bench.judge.invalidated(va, end, kind);
  }

  private void completeInvalidation() {
    bench.judge.barrier(Barrier.DSB_ISHST);
    invalidate(va + Machines.BLOCK, Invalidation.RANGE);
    bench.judge.barrier(Barrier.DSB_ISH);
  }

  private void secondCpu(boolean bbml2) {
    bench.judge.cpuOnline(1, bbml2);
  }

  /** Takes the block away; what is stored then must differ in nothing that matters. */
  private void breakBlock() {
    machine.store(block(), 0);
    bench.judge.barrier(Barrier.DSB_ISHST);
  }

  private void makeElsewhere() {
    machine.store(block(), FakeMachine.LINEAR | Workbench.BLOCK + Machines.BLOCK);
  }

  private void makeAgain() {
    machine.store(block(), FakeMachine.LINEAR | Workbench.BLOCK);
  }

  @Test
  void good_blockSplitWhileAllHaveBbml2() {
    secondCpu(true);
    machine.split(Workbench.BLOCK);
    bench.good();
  }

  @Test
  void good_permissionsOfALiveBlock() {
    bench.change(block(), Descriptor.DBM | Descriptor.PXN, Descriptor.READ_ONLY);
    bench.good();
  }

  @Test
  void good_taggedBecomesNormal() {
    bench.change(block(), Descriptor.ATTR_INDEX_MASK, 0);
    bench.good();
  }

  @Test
  void good_globalBecomesNonGlobal() {
    bench.change(block(), 0, Descriptor.NOT_GLOBAL);
    bench.good();
  }

  @Test
  void bad_nonGlobalBecomesGlobal() {
    bench.change(block(), 0, Descriptor.NOT_GLOBAL);
    bench.change(block(), Descriptor.NOT_GLOBAL, 0);
    bench.bad(LIVE + "global after non-global");
  }

  @Test
  void bad_anotherOutputAddress() {
    makeElsewhere();
    bench.bad(LIVE + "another output address");
  }

  @Test
  void bad_anotherMemoryType() {
    bench.change(block(), Descriptor.ATTR_INDEX_MASK, DEVICE);
    bench.bad(LIVE + "another memory type");
  }

  @Test
  void bad_anotherShareability() {
    bench.change(block(), Descriptor.INNER_SHAREABLE, 2L << 8);
    bench.bad(LIVE + "another shareability");
  }

  @Test
  void bad_sharedBitOfALiveBlock() {
    bench.change(block(), 0, Descriptor.NS_SHARED);
    bench.bad(LIVE + "the shared bit changed");
  }

  @Test
  void good_sharedBitWithABreak() {
    bench.change(block(), Descriptor.VALID, Descriptor.NS_SHARED | Descriptor.PRESENT_INVALID);
    completeInvalidation();
    bench.change(block(), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.good();
  }

  @Test
  void bad_sharedBitWithABreakThatNobodyWasToldOf() {
    bench.change(block(), Descriptor.VALID, Descriptor.NS_SHARED | Descriptor.PRESENT_INVALID);
    bench.change(block(), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.bad(BROKEN + "the shared bit changed");
  }

  @Test
  void good_brokenInvalidatedMade() {
    breakBlock();
    completeInvalidation();
    makeElsewhere();
    bench.good();
  }

  @Test
  void good_brokenAndMadeTheSame() {
    breakBlock();
    machine.store(block(), FakeMachine.LINEAR & ~Descriptor.PXN | Workbench.BLOCK);
    bench.good();
  }

  @Test
  void bad_brokenAndMadeAtOnce() {
    breakBlock();
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void bad_invalidationNotCompleted() {
    breakBlock();
    invalidate(va + Machines.BLOCK, Invalidation.RANGE);
    bench.judge.barrier(Barrier.DSB_ISHST);
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void bad_invalidationWithoutADsbBeforeIt() {
    machine.store(block(), 0);
    invalidate(va + Machines.BLOCK, Invalidation.RANGE);
    bench.judge.barrier(Barrier.DSB_ISH);
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void bad_invalidationBeforeTheBreak() {
    invalidate(va + Machines.BLOCK, Invalidation.RANGE);
    breakBlock();
    bench.judge.barrier(Barrier.DSB_ISH);
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void bad_invalidationOfAPartOfIt() {
    breakBlock();
    invalidate(va + 4096, Invalidation.RANGE);
    bench.judge.barrier(Barrier.DSB_ISH);
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void bad_invalidationOfWalkCachesAlone() {
    breakBlock();
    invalidate(va + Machines.BLOCK, Invalidation.WALK_CACHE);
    bench.judge.barrier(Barrier.DSB_ISH);
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void good_invalidationOfEverything() {
    breakBlock();
    invalidate(va + 1, Invalidation.RANGE_AS_ALL);
    bench.judge.barrier(Barrier.DSB_ISH);
    makeElsewhere();
    bench.good();
  }

  @Test
  void good_localInvalidationOnTheOnlyCpu() {
    breakBlock();
    invalidate(va + Machines.BLOCK, Invalidation.LOCAL);
    bench.judge.barrier(Barrier.DSB_ISH);
    makeElsewhere();
    bench.good();
  }

  @Test
  void bad_localInvalidationOnOneCpuOfTwo() {
    secondCpu(true);
    breakBlock();
    invalidate(va + Machines.BLOCK, Invalidation.LOCAL);
    bench.judge.barrier(Barrier.DSB_ISH);
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void bad_brokenInOneOperationMadeInTheNext() {
    breakBlock();
    bench.good();
    again();
    makeElsewhere();
    bench.bad(BROKEN + "another output address");
  }

  @Test
  void good_newProgramHasNothingBroken() {
    breakBlock();
    makeAgain();
    bench.good();
    bench.judge.reset();
    again();
    bench.change(block(), Descriptor.VALID, 0);
    makeAgain();
    bench.good();
  }

  @Test
  void bad_blockSplitWhileACpuWithoutBbml2Walks() {
    secondCpu(false);
    machine.split(Workbench.BLOCK);
    Divergence found = bench.judge(0);
    assertNotNull(found);
    assertTrue(found.signature().equals(LIVE + "another size"), found.signature());
    assertTrue(found.explanation().contains("seen by CPU 1"), found.explanation());
  }

  @Test
  void bad_largerBlockOfTheSameBitsWhileACpuWithoutBbml2Walks() {
    for (int block = 16; block < 32; block++) {
      long pa = Machines.BASE + block * Machines.BLOCK;
      bench.change(machine.linearEntry(pa, Geometry.PMD), Descriptor.CONTIGUOUS, 0);
    }
    secondCpu(false);
    long first = machine.read(machine.linearEntry(Machines.BASE, Geometry.PMD));
    machine.store(machine.linearEntry(Machines.BASE, Geometry.PUD), first);
    bench.bad(LIVE + "another size");
  }

  @Test
  void bad_contiguousMarkDroppedWhileACpuWithoutBbml2Walks() {
    secondCpu(false);
    bench.change(machine.linearEntry(GROUP, Geometry.PMD), Descriptor.CONTIGUOUS, 0);
    bench.bad(LIVE + "another size");
  }

  @Test
  void good_invalidBlockSplitWhileACpuWithoutBbml2Walks() {
    bench.invalidate(block());
    completeInvalidation();
    secondCpu(false);
    machine.split(Workbench.BLOCK);
    bench.good();
  }

  @Test
  void bad_brokenBlockMadeOfPagesWhileACpuWithoutBbml2MayHaveIt() {
    secondCpu(false);
    bench.invalidate(block());
    machine.split(Workbench.BLOCK);
    bench.change(bench.pageEntry(0), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.bad(BROKEN + "another size");
  }

  @Test
  void good_parkedCpuComesBackAfterAnInvalidation() {
    secondCpu(false);
    bench.judge.entered(Context.STOP_MACHINE);
    machine.split(Workbench.BLOCK);
    completeInvalidation();
    bench.judge.left(Context.STOP_MACHINE);
    bench.good();
  }

  @Test
  void bad_parkedCpuComesBackToStaleBlocks() {
    secondCpu(false);
    bench.judge.entered(Context.STOP_MACHINE);
    machine.split(Workbench.BLOCK);
    bench.judge.left(Context.STOP_MACHINE);
    bench.bad(
        "bbm:split_kernel_leaf_mapping:linear:"
            + "invalidated before other CPUs come back/another size");
  }

  @Test
  void bad_contiguousMarkOnWhatIsNoAlignedGroup() {
    long first = machine.linearEntry(GROUP, Geometry.PMD);
    breakBlock();
    completeInvalidation();
    long misplaced = Descriptor.CONTIGUOUS | machine.read(first);
    machine.store(block(), misplaced);
    bench.bad(
        "bbm:split_kernel_leaf_mapping:linear:fault->"
            + "aligned contiguous group/misaligned contiguous group");
  }
}
