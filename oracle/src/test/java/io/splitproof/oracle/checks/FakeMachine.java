package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.Machines;
import java.util.HashMap;
import java.util.Map;

/**
 * Page tables made by hand: descriptors in a HashMap, stored one by one by the test, announced as
 * the judged would. The linear map of {@link Machines#early()} in 2 MiB blocks, the upper half of
 * them contiguous; tables for the first 2 MiB of the vmalloc range.
 */
final class FakeMachine implements Machine, DescriptorMemory {

  static final long NORMAL =
      Descriptor.VALID
          | Descriptor.INNER_SHAREABLE
          | Descriptor.ACCESS_FLAG
          | Descriptor.UXN
          | Descriptor.PXN
          | Descriptor.DBM;

  /** A block of the linear map. */
  static final long LINEAR = NORMAL | 1L << Descriptor.ATTR_INDEX_SHIFT;

  static final long PAGE = Descriptor.TABLE_OR_PAGE;

  static final long TABLE = Descriptor.TYPE_MASK | Descriptor.TABLE_UXN;

  private static final long TOP = Machines.BASE + Machines.BYTES;
  private static final long ROOT = TOP - 0x1000;
  private static final long LINEAR_PMDS = TOP - 0x2000;
  private static final long AREA_PMDS = TOP - 0x3000;
  private static final long AREA_PTES = TOP - 0x4000;

  final MachineConfig config;
  private final Map<Long, Long> memory = new HashMap<>();
  private MachineEvents events = MachineEvents.NONE;
  private long nextTable = TOP - 0x5000;

  FakeMachine(MachineConfig config) {
    this.config = config;
    Geometry geometry = config.geometry();
    write(entry(geometry.linearStart(), Geometry.PUD), LINEAR_PMDS | TABLE);
    write(entry(geometry.vmallocStart(), Geometry.PUD), AREA_PMDS | TABLE);
    write(entry(geometry.vmallocStart(), Geometry.PMD), AREA_PTES | TABLE);
    for (int block = 0; block < 32; block++) {
      long mark = block >= 16 ? Descriptor.CONTIGUOUS : 0;
      write(LINEAR_PMDS + 8L * block, LINEAR | mark | Machines.BASE + block * Machines.BLOCK);
    }
  }

  void listen(MachineEvents listener) {
    events = listener;
  }

  MachineEvents events() {
    return events;
  }

  /** Where the entry for {@code va} lies at {@code level}. */
  long entry(long va, int level) {
    long table = ROOT;
    for (int at = Geometry.PUD; at < level; at++) {
      table = Descriptor.address(read(table + 8L * config.geometry().index(va, at)), 12);
    }
    return table + 8L * config.geometry().index(va, level);
  }

  long linearEntry(long pa, int level) {
    return entry(config.linearVa(pa), level);
  }

  /** Stores silently, as before anybody listens. */
  void write(long pa, long descriptor) {
    memory.put(pa, descriptor);
  }

  void store(long pa, long descriptor) {
    long before = read(pa);
    write(pa, descriptor);
    events.stored(pa, before, descriptor);
  }

  /** A new table, hooked in nowhere. */
  long newTable(int level, Space space) {
    long pa = nextTable;
    nextTable -= 0x1000;
    events.tableAllocated(pa, level, space);
    return pa;
  }

  void fill(long pa, int count, long first, long step) {
    events.filled(pa, count, first, step);
    for (int i = 0; i < count; i++) {
      write(pa + 8L * i, first + i * step);
    }
  }

  /** Splits the block that maps {@code pa} into pages; returns the new table. */
  long split(long pa) {
    long entryPa = linearEntry(pa, Geometry.PMD);
    long block = read(entryPa);
    long table = newTable(Geometry.PTE, Space.LINEAR);
    fill(table, 512, block & ~Descriptor.CONTIGUOUS | PAGE, 4096);
    store(entryPa, table | TABLE);
    return table;
  }

  @Override
  public long read(long pa) {
    return memory.getOrDefault(pa, 0L);
  }

  @Override
  public MachineConfig config() {
    return config;
  }

  @Override
  public DescriptorMemory memory() {
    return this;
  }

  @Override
  public long rootTable() {
    return ROOT;
  }

  @Override
  public void arm(FaultPlan plan) {
    throw new AssertionError("tests make allocations fail themselves");
  }

  @Override
  public Outcome apply(Operation operation) {
    throw new AssertionError("tests carry operations out themselves");
  }

  @Override
  public Outcome[] apply(Operation first, Operation second, Interleaving interleaving) {
    throw new AssertionError("nothing happens at the same time here");
  }

  @Override
  public void reset() {
    throw new AssertionError("tests make a new machine");
  }

  @Override
  public void digest(StateDigest digest) {
    memory.forEach(digest::put);
    digest.addBag();
  }
}
