package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.reference.Machines;

/** A hand-made machine whose TLBs are judged, and the steps that tests of that share. */
final class TlbBench {

  /** Frames behind areas: the block of {@link Workbench#BLOCK}. */
  static final long PFN = Workbench.BLOCK >> 12;

  final Workbench bench;
  final FakeMachine machine;
  final Judge judge;
  final long blockVa;

  TlbBench(MachineConfig config) {
    bench = new Workbench(config, CheckName.TLB);
    machine = bench.machine;
    judge = bench.judge;
    blockVa = config.linearVa(Workbench.BLOCK);
  }

  /** A second CPU comes up, in an operation of its own. */
  void secondCpu() {
    turnBlock(true);
    judge.cpuOnline(1, true);
    bench.good();
  }

  /** Expects the whole block to become valid or not. */
  void turnBlock(boolean valid) {
    bench.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 512, valid));
  }

  /** Expects one page of the block to be changed without an invalidation. */
  void noflush(int page, DirectMap state) {
    bench.expect(new SetDirectMap(state, Address.physical(Workbench.BLOCK + page * 4096L), 1));
  }

  void invalidateBlock() {
    bench.invalidate(bench.blockEntry());
  }

  /** As flush_tlb_kernel_range does it. */
  void flush(long start, long end) {
    judge.barrier(Barrier.DSB_ISHST);
    judge.invalidated(start, end, Invalidation.RANGE);
    judge.barrier(Barrier.DSB_ISH);
  }

  void flushBlock() {
    flush(blockVa, blockVa + Machines.BLOCK);
  }

  /** As __flush_tlb_kernel_pgtable does it. */
  void flushWalkCaches(long va) {
    judge.barrier(Barrier.DSB_ISHST);
    judge.invalidated(va, va + 4096, Invalidation.WALK_CACHE);
    judge.barrier(Barrier.DSB_ISH);
  }

  long areaEnd(int pages) {
    return bench.areaVa + (pages + 1) * 4096L;
  }

  /** Area {@code number} over the block's first frames, at the start of the vmalloc range. */
  void vmalloc(int number, int pages, boolean reset) {
    vmalloc(number, pages, reset, PFN);
  }

  /** The same, over frames from {@code pfn} on. */
  void vmalloc(int number, int pages, boolean reset, long pfn) {
    bench.expect(
        new Vmalloc(number, pages, AreaKind.VMALLOC, reset, new Placement.Near(PFN, 1)));
    long[] pfns = new long[pages];
    for (int page = 0; page < pages; page++) {
      pfns[page] = pfn + page;
      bench.map(page, pfn + page, FakeMachine.NORMAL);
    }
    judge.areaMapped(number, bench.areaVa, pfns);
  }

  /** An area is expected to go, and its entries do. */
  void unmap(int number, int pages) {
    bench.expect(new Vfree(number));
    for (int page = 0; page < pages; page++) {
      machine.store(bench.areaEntry(page), 0);
    }
    judge.areaUnmapped(number);
  }

  /** Splits the block, and takes the table out again without freeing it. */
  long unhookedTable() {
    long table = machine.split(Workbench.BLOCK);
    machine.store(bench.blockEntry(), 0);
    return table;
  }

  /** Changes one page of the block, which must be split. */
  void readOnly(int page) {
    long entry = machine.linearEntry(Workbench.BLOCK + page * 4096L, Geometry.PTE);
    bench.change(entry, Descriptor.DBM, Descriptor.READ_ONLY);
  }
}
