package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.VmUnmapAliases;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;

/**
 * Areas of one page, all over the same frame, one after the other; and what the kernel does to the
 * two addresses of that frame, step by step.
 */
final class AliasBench {

  /** The frame, in the middle of a block. */
  static final long PFN = Workbench.BLOCK >> 12;

  final Workbench bench;
  final Judge judge;
  private final FakeMachine machine;
  private int number = -1;

  /** A machine with the linear map around the frame in pages, and a judge with one check. */
  AliasBench(MachineConfig config, CheckName check) {
    bench = new Workbench(config, check);
    judge = bench.judge;
    machine = bench.machine;
    bench.expect(new VmUnmapAliases());
    machine.split(Workbench.BLOCK);
    flush(machine.config.geometry().linearStart(), machine.config.geometry().linearEnd());
    judge.judge(Outcome.OK);
  }

  /** A new area over the frame; its number and its page in the vmalloc range are the same. */
  Divergence area(AreaKind kind, boolean reset) {
    beginArea(kind, reset);
    judge.areaMapped(number, areaVa(), new long[] {PFN});
    return judge.judge(Outcome.OK);
  }

  /** The same, mapped but not there yet. */
  void beginArea(AreaKind kind, boolean reset) {
    number++;
    judge.expect(new Vmalloc(number, 1, kind, reset, new Placement.Near(PFN, 1)));
    long attributes =
        switch (kind) {
          case KPROBES ->
              FakeMachine.NORMAL & ~(Descriptor.PXN | Descriptor.DBM) | Descriptor.READ_ONLY;
          case EXEC -> FakeMachine.NORMAL & ~Descriptor.PXN;
          default -> FakeMachine.NORMAL;
        };
    bench.map(number, PFN, attributes);
  }

  int number() {
    return number;
  }

  long areaVa() {
    return bench.areaVa + number * 4096L;
  }

  long linearVa() {
    return machine.config.linearVa(PFN << 12);
  }

  private long areaEntry() {
    return bench.areaEntry(number);
  }

  private long linearEntry() {
    return machine.entry(linearVa(), Geometry.PTE);
  }

  void areaReadOnly() {
    bench.change(areaEntry(), Descriptor.DBM, Descriptor.READ_ONLY);
  }

  void areaWritable() {
    bench.change(areaEntry(), Descriptor.READ_ONLY, Descriptor.DBM);
  }

  void areaExecutable() {
    bench.change(areaEntry(), Descriptor.PXN, 0);
  }

  void areaGone() {
    machine.store(areaEntry(), 0);
  }

  void linearReadOnly() {
    bench.change(linearEntry(), Descriptor.DBM, Descriptor.READ_ONLY);
  }

  void linearWritable() {
    bench.change(linearEntry(), Descriptor.READ_ONLY, Descriptor.DBM);
  }

  void linearInvalid() {
    bench.invalidate(linearEntry());
  }

  /** What free memory is. */
  void linearDefault() {
    machine.store(linearEntry(), FakeMachine.LINEAR | FakeMachine.PAGE | PFN << 12);
  }

  void flushArea() {
    flush(areaVa(), areaVa() + 4096);
  }

  void flushLinear() {
    flush(linearVa(), linearVa() + 4096);
  }

  /** flush_tlb_kernel_range. */
  void flush(long start, long end) {
    judge.barrier(Barrier.DSB_ISHST);
    judge.invalidated(start, end, Invalidation.RANGE);
    judge.barrier(Barrier.DSB_ISH);
    judge.barrier(Barrier.ISB);
  }
}
