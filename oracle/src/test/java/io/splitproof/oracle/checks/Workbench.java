package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.reference.Machines;
import java.util.EnumSet;

/** A hand-made machine with a judge attached, and the steps that tests of checks share. */
final class Workbench {

  /** A block of the linear map that nobody uses. */
  static final long BLOCK = Machines.BASE + 5 * Machines.BLOCK;

  private static final long AREA_PFN = (Machines.BASE >> 12) + 0xa00;

  final FakeMachine machine;
  final Judge judge;
  final long areaVa;

  /** A machine that has just begun to boot, found to be in order. */
  Workbench() {
    this(Machines.early());
  }

  /** A machine found to be in order. */
  Workbench(MachineConfig config) {
    this(new FakeMachine(config));
    assertTrue(judge.attach(machine).isEmpty());
    machine.listen(judge);
  }

  /** A machine the judge has not seen yet. */
  Workbench(FakeMachine machine) {
    this(machine, EnumSet.of(CheckName.RESULT, CheckName.PERMISSION, CheckName.MAPPING));
  }

  /** A machine found to be in order, and a judge that knows but one check. */
  Workbench(MachineConfig config, CheckName check) {
    this(config, Design.LINUX_7_2, check);
  }

  /** The same, of a machine that promises something else. */
  Workbench(MachineConfig config, Design design, CheckName check) {
    this(new FakeMachine(config), design, EnumSet.of(check));
    assertTrue(judge.attach(machine).isEmpty());
    machine.listen(judge);
  }

  private Workbench(FakeMachine machine, EnumSet<CheckName> checks) {
    this(machine, Design.LINUX_7_2, checks);
  }

  private Workbench(FakeMachine machine, Design design, EnumSet<CheckName> checks) {
    this.machine = machine;
    this.judge = new Judge(machine.config, design, checks);
    this.areaVa = machine.config.geometry().vmallocStart();
  }

  void expect(Operation operation) {
    judge.expect(operation);
  }

  Divergence judge(int status) {
    return judge.judge(Outcome.of(status));
  }

  /** The operation succeeds and there is nothing to say, step by step and in the full walk. */
  void good() {
    assertNull(judge(0));
    assertTrue(judge.audit().isEmpty(), () -> judge.audit().orElseThrow().describe());
  }

  /** The operation succeeds and the judge says {@code signature}. */
  void bad(String signature) {
    Divergence found = judge(0);
    assertNotNull(found, "nothing found");
    assertEquals(signature, found.signature());
    assertFalse(found.describe().isEmpty());
  }

  /** As {@link #bad}, and the full walk finds something as well. */
  void badInAuditToo(String signature) {
    bad(signature);
    assertTrue(judge.audit().isPresent(), "the full walk finds nothing");
  }

  /** Maps page {@code page} of the area to frame {@code pfn}. */
  void map(int page, long pfn, long attributes) {
    machine.store(areaEntry(page), attributes | FakeMachine.PAGE | pfn << 12);
  }

  long areaEntry(int page) {
    return machine.entry(areaVa + page * 4096L, Geometry.PTE);
  }

  long blockEntry() {
    return machine.linearEntry(BLOCK, Geometry.PMD);
  }

  /** Expects area 0 to be made. */
  void beginArea(int pages, AreaKind kind) {
    expect(new Vmalloc(0, pages, kind, false, new Placement.Near(AREA_PFN, 1)));
  }

  /** Announces area 0 over neighbouring frames. */
  void announceArea(int pages) {
    long[] pfns = new long[pages];
    for (int i = 0; i < pages; i++) {
      pfns[i] = AREA_PFN + i;
    }
    judge.areaMapped(0, areaVa, pfns);
  }

  /** Area 0 of {@code pages} pages, made as it should be. */
  void area(int pages) {
    beginArea(pages, AreaKind.VMALLOC);
    for (int page = 0; page < pages; page++) {
      map(page, AREA_PFN + page, FakeMachine.NORMAL);
    }
    announceArea(pages);
    good();
  }

  /** Changes bits of the entry at {@code pa}. */
  void change(long pa, long clear, long set) {
    machine.store(pa, machine.read(pa) & ~clear | set);
  }

  /** Makes the entry at {@code pa} present-invalid. */
  void invalidate(long pa) {
    change(pa, Descriptor.VALID, Descriptor.PRESENT_INVALID);
  }

  /** Entry of a page of the block, once it is split. */
  long pageEntry(int page) {
    return machine.linearEntry(BLOCK + page * 4096L, Geometry.PTE);
  }
}
