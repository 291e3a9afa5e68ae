package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TlbCheckTest {

  private static final String OFF =
      "tlb:set_memory_valid:linear:fault/cached-valid-writable";

  private final TlbBench tlb = new TlbBench(Machines.early());
  private final Workbench bench = tlb.bench;

  @Test
  void good_invalidatedAfterTheStore() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.flushBlock();
    bench.good();
  }

  @Test
  void bad_notInvalidated() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    bench.bad(OFF);
  }

  @Test
  void bad_invalidatedBeforeTheStore() {
    tlb.turnBlock(false);
    tlb.flushBlock();
    tlb.invalidateBlock();
    bench.bad(OFF);
  }

  @Test
  void bad_aPageTooFew() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.flush(tlb.blockVa, tlb.blockVa + Machines.BLOCK - 4096);
    bench.bad(OFF);
  }

  @Test
  void bad_noBarrierAfterTheStore() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.judge.invalidated(tlb.blockVa, tlb.blockVa + Machines.BLOCK, Invalidation.RANGE);
    tlb.judge.barrier(Barrier.DSB_ISH);
    bench.bad(OFF);
  }

  @Test
  void bad_neverCompleted() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.judge.barrier(Barrier.DSB_ISHST);
    tlb.judge.invalidated(tlb.blockVa, tlb.blockVa + Machines.BLOCK, Invalidation.RANGE);
    tlb.judge.barrier(Barrier.DSB_ISHST);
    bench.bad(OFF);
  }

  @Test
  void bad_completedByAnotherCpu() {
    tlb.secondCpu();
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.judge.barrier(Barrier.DSB_ISHST);
    tlb.judge.invalidated(tlb.blockVa, tlb.blockVa + Machines.BLOCK, Invalidation.RANGE);
    tlb.judge.runningOn(1);
    tlb.judge.barrier(Barrier.DSB_ISH);
    tlb.judge.runningOn(0);
    bench.bad(OFF);
  }

  private void flushLocally() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.judge.barrier(Barrier.DSB_ISHST);
    tlb.judge.invalidated(tlb.blockVa, tlb.blockVa + Machines.BLOCK, Invalidation.LOCAL);
    tlb.judge.barrier(Barrier.DSB_ISH);
  }

  @Test
  void good_locallyOnTheOnlyCpu() {
    flushLocally();
    bench.good();
  }

  @Test
  void bad_locallyOnOneCpuOfTwo() {
    tlb.secondCpu();
    flushLocally();
    bench.bad(OFF);
  }

  @Test
  void good_turnedOnWithoutInvalidation() {
    good_invalidatedAfterTheStore();
    tlb.turnBlock(true);
    bench.change(bench.blockEntry(), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.good();
  }

  private void noflushInvalid() {
    tlb.noflush(0, DirectMap.INVALID);
    tlb.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(0));
    bench.good();
  }

  @Test
  void good_noflushLeavesItToTheCaller() {
    noflushInvalid();
  }

  @Test
  void bad_noflushOfAnotherPage() {
    tlb.noflush(0, DirectMap.INVALID);
    tlb.machine.split(Workbench.BLOCK);
    bench.invalidate(bench.pageEntry(1));
    bench.bad(
        "tlb:set_direct_map_invalid_noflush:linear:"
            + "valid-writable-tagged/cached-valid-writable-tagged");
  }

  @Test
  void bad_laterCallDoesNotCleanItsRange() {
    noflushInvalid();
    tlb.turnBlock(false);
    bench.bad(OFF);
  }

  @Test
  void good_staleNoMoreOnceItIsBack() {
    noflushInvalid();
    tlb.noflush(0, DirectMap.DEFAULT);
    bench.change(bench.pageEntry(0), Descriptor.PRESENT_INVALID, Descriptor.VALID);
    bench.good();
    bench.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 1, false));
    Assertions.assertNull(bench.judge(0));
  }

  @Test
  void good_vfreeLeavesItToThePurge() {
    tlb.vmalloc(0, 2, false);
    bench.good();
    tlb.unmap(0, 2);
    bench.good();
    bench.expect(new VmUnmapAliases());
    tlb.flush(bench.areaVa, tlb.areaEnd(2));
    bench.good();
  }

  @Test
  void bad_purgeThatMissesAPage() {
    tlb.vmalloc(0, 2, false);
    bench.good();
    tlb.unmap(0, 2);
    bench.good();
    bench.expect(new VmUnmapAliases());
    tlb.flush(bench.areaVa + 4096, tlb.areaEnd(2));
    bench.bad("tlb:vm_unmap_aliases:hole:fault/cached-valid-writable");
  }

  @Test
  void bad_newAreaWhereTheOldOneIsCached() {
    tlb.vmalloc(0, 2, false);
    bench.good();
    tlb.unmap(0, 2);
    bench.good();
    tlb.vmalloc(1, 1, false, TlbBench.PFN + 7);
    bench.bad("tlb:vmalloc:hole:nothing-cached/cached-valid-writable");
  }

  @Test
  void bad_resettingVfreeFreesFramesFirst() {
    tlb.vmalloc(0, 2, true);
    bench.good();
    tlb.unmap(0, 2);
    tlb.judge.framesFreed(TlbBench.PFN, 2);
    tlb.flush(tlb.blockVa, tlb.areaEnd(2));
    bench.bad("tlb:vfree:hole:nothing-cached/cached-valid-writable");
  }

  @Test
  void good_resettingVfreeFlushesFromAliasToArea() {
    tlb.vmalloc(0, 2, true);
    bench.good();
    tlb.unmap(0, 2);
    tlb.flush(tlb.blockVa, tlb.areaEnd(2));
    tlb.judge.framesFreed(TlbBench.PFN, 2);
    bench.good();
  }

  @Test
  void good_tableFreedAfterWalkCaches() {
    tlb.turnBlock(false);
    long table = tlb.unhookedTable();
    tlb.flushWalkCaches(tlb.blockVa);
    tlb.judge.tableFreed(table);
    tlb.flushBlock();
    Assertions.assertNull(bench.judge(0));
  }

  @Test
  void bad_tableFreedAfterLeavesAlone() {
    tlb.turnBlock(false);
    long table = tlb.unhookedTable();
    tlb.flushBlock();
    tlb.judge.tableFreed(table);
    bench.bad(
        "tlb:set_memory_valid:table:"
            + "no cached copy of its descriptor/walk caches may point to it");
  }

  @Test
  void bad_leavesComeBackThroughTheTable() {
    tlb.turnBlock(false);
    long table = tlb.unhookedTable();
    tlb.flushBlock();
    tlb.flushWalkCaches(tlb.blockVa);
    tlb.judge.tableFreed(table);
    bench.bad(OFF);
  }

  @Test
  void bad_everythingInvalidated() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.flush(tlb.machine.config.geometry().linearStart(), tlb.areaEnd(0));
    bench.bad(
        "tlb:set_memory_valid:call:invalidation of what changes/invalidation elsewhere");
  }

  private void flushAsEverything(long start, long end) {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.judge.barrier(Barrier.DSB_ISHST);
    tlb.judge.invalidated(start, end, Invalidation.RANGE_AS_ALL);
    tlb.judge.barrier(Barrier.DSB_ISH);
  }

  @Test
  void good_everythingForWhatHasManyPages() {
    flushAsEverything(tlb.blockVa, tlb.blockVa + Machines.BLOCK);
    bench.good();
  }

  @Test
  void bad_everythingForWhatHasFewPages() {
    flushAsEverything(tlb.blockVa, tlb.blockVa + Machines.BLOCK - 4096);
    bench.bad(
        "tlb:set_memory_valid:call:invalidation of what changes/invalidation elsewhere");
  }

  @Test
  void bad_everythingForARangeThatEndsBeforeItBegins() {
    flushAsEverything(tlb.blockVa, tlb.blockVa - Machines.BLOCK);
    bench.bad(
        "tlb:set_memory_valid:call:invalidation of what changes/invalidation elsewhere");
  }

  @Test
  void bad_invalidatedTwice() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.flushBlock();
    tlb.flushBlock();
    bench.bad("tlb:set_memory_valid:call:invalidation of what changes/invalidation of more");
  }

  @Test
  void bad_wholeAreaForOnePage() {
    tlb.vmalloc(0, 4, false);
    bench.good();
    bench.expect(new SetMemory(Permission.X, Address.area(0, 0), 1));
    bench.change(bench.areaEntry(0), Descriptor.PXN, 0);
    tlb.flush(bench.areaVa, bench.areaVa + 4 * 4096);
    bench.bad("tlb:set_memory_x:call:invalidation of what changes/invalidation elsewhere");
  }

  @Test
  void bad_walkCachesWithoutNeed() {
    tlb.turnBlock(false);
    tlb.invalidateBlock();
    tlb.flushBlock();
    tlb.flushWalkCaches(tlb.blockVa);
    bench.bad("tlb:set_memory_valid:call:walk caches left alone/walk caches invalidated");
  }

  private static TlbBench realm() {
    TlbBench realm =
        new TlbBench(Machines.with(Machines.early(), false, true, false, false));
    realm.bench.expect(
        new SetMemoryEncrypted(Address.physical(Workbench.BLOCK), 512, false));
    return realm;
  }

  private static void share(TlbBench realm) {
    realm.judge.hostTold(realm.blockVa, realm.blockVa + Machines.BLOCK, true);
    long entry = realm.bench.blockEntry();
    long set = Descriptor.VALID | Descriptor.NS_SHARED;
    realm.bench.change(entry, Descriptor.PRESENT_INVALID, set);
  }

  @Test
  void good_hostToldOfWhatNobodyCanReach() {
    TlbBench realm = realm();
    realm.invalidateBlock();
    realm.flushBlock();
    share(realm);
    realm.bench.good();
  }

  @Test
  void bad_hostToldOfWhatIsCached() {
    TlbBench realm = realm();
    realm.invalidateBlock();
    share(realm);
    realm.flushBlock();
    realm.bench.bad("tlb:set_memory_decrypted:linear:nothing-cached/cached-valid-writable");
  }

  @Test
  void bad_hostToldOfWhatIsValid() {
    TlbBench realm = realm();
    realm.judge.hostTold(realm.blockVa, realm.blockVa + Machines.BLOCK, true);
    realm.bench.bad("tlb:set_memory_decrypted:linear:fault/valid-writable");
  }
}
