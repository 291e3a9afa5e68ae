package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

class MappingCheckTest {

  private static final String SPLIT = "mapping:split_kernel_leaf_mapping:";
  private static final long CONTIGUOUS_BLOCK = Machines.BASE + 20 * Machines.BLOCK;

  private final Workbench bench = new Workbench();

  private void split(long pa) {
    bench.expect(new Split(Address.physical(pa + 4096), 4096));
  }

  /** A call that has nothing to do: what is stored during it is all the test's doing. */
  private void splitNothing() {
    bench.expect(new Split(Address.physical(Workbench.BLOCK), Machines.BLOCK));
  }

  private void splitDone() {
    split(Workbench.BLOCK);
    bench.machine.split(Workbench.BLOCK);
  }

  @Test
  void good_split() {
    splitDone();
    bench.good();
  }

  @Test
  void bad_anotherOutputAddress() {
    splitDone();
    bench.change(bench.pageEntry(7), 0, 0x1000);
    bench.change(bench.pageEntry(6), 0, 0x1000);
    bench.badInAuditToo(SPLIT + "linear:own output address/another output address");
  }

  @Test
  void bad_areaPageOnAnotherFrame() {
    bench.beginArea(2, AreaKind.VMALLOC);
    bench.map(0, Workbench.BLOCK >> 12, FakeMachine.NORMAL);
    bench.map(1, (Workbench.BLOCK >> 12) + 2, FakeMachine.NORMAL);
    bench.announceArea(2);
    bench.badInAuditToo("mapping:vmalloc:area:own output address/another output address");
  }

  @Test
  void bad_guardPageEntry() {
    bench.area(2);
    splitNothing();
    bench.machine.store(bench.areaEntry(2), Descriptor.PXN);
    bench.badInAuditToo(SPLIT + "guard:empty entry/entry");
  }

  @Test
  void bad_entryMadeUpInAHole() {
    long end = Machines.BASE + Machines.BYTES;
    bench.expect(new SetMemoryValid(Address.physical(end), 512, false));
    bench.machine.store(
        bench.machine.linearEntry(end, Geometry.PMD), Descriptor.PRESENT_INVALID);
    bench.badInAuditToo("mapping:set_memory_valid:hole:empty entry/entry made up from nothing");
  }

  @Test
  void good_validBitClearedAndNothingElse() {
    bench.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 1, false));
    bench.machine.split(Workbench.BLOCK);
    bench.change(bench.pageEntry(0), Descriptor.VALID, 0);
    bench.good();
  }

  @Test
  void bad_areaEntryLeftBehind() {
    bench.area(2);
    bench.expect(new Vfree(0));
    bench.machine.store(bench.areaEntry(0), 0);
    bench.change(bench.areaEntry(1), Descriptor.VALID, Descriptor.PRESENT_INVALID);
    bench.judge.areaUnmapped(0);
    bench.judge.framesFreed(Workbench.BLOCK >> 12, 2);
    bench.badInAuditToo("mapping:vfree:hole:empty entry/entry");
  }

  @Test
  void bad_markLeftOnPartOfAGroup() {
    split(CONTIGUOUS_BLOCK);
    bench.machine.split(CONTIGUOUS_BLOCK);
    bench.badInAuditToo(SPLIT + "linear:uniform group/mixed contiguous group");
  }

  @Test
  void good_markTakenOffTheWholeGroup() {
    split(CONTIGUOUS_BLOCK);
    for (int block = 16; block < 32; block++) {
      long entry =
          bench.machine.linearEntry(Machines.BASE + block * Machines.BLOCK, Geometry.PMD);
      bench.change(entry, Descriptor.CONTIGUOUS, 0);
    }
    bench.machine.split(CONTIGUOUS_BLOCK);
    bench.good();
  }

  @Test
  void bad_memberOfAGroupThatDiffers() {
    bench.expect(new SetMemoryValid(Address.physical(CONTIGUOUS_BLOCK), 512, false));
    bench.invalidate(bench.machine.linearEntry(CONTIGUOUS_BLOCK, Geometry.PMD));
    bench.badInAuditToo(
        "mapping:set_memory_valid:linear:uniform group/mixed contiguous group");
  }

  @Test
  void good_pagesInContiguousGroups() {
    splitNothing();
    long table = bench.machine.newTable(Geometry.PTE, Space.LINEAR);
    long page = FakeMachine.LINEAR | FakeMachine.PAGE | Descriptor.CONTIGUOUS | Workbench.BLOCK;
    bench.machine.fill(table, 512, page, 4096);
    bench.machine.store(bench.blockEntry(), table | FakeMachine.TABLE);
    bench.good();
  }

  @Test
  void bad_loneContiguousMark() {
    splitDone();
    bench.change(bench.pageEntry(17), 0, Descriptor.CONTIGUOUS);
    bench.badInAuditToo(SPLIT + "linear:uniform group/mixed contiguous group");
  }

  @Test
  void bad_contiguousMarkWhereThereAreNoGroups() {
    long gib = 1L << 30;
    splitNothing();
    long va = bench.machine.config.linearVa(Machines.BASE + gib);
    bench.machine.store(
        bench.machine.entry(va, Geometry.PUD),
        FakeMachine.LINEAR & ~Descriptor.VALID | Descriptor.CONTIGUOUS | Machines.BASE + gib);
    bench.badInAuditToo(SPLIT + "hole:no contiguous mark/contiguous mark");
  }

  @Test
  void bad_reservedEncoding() {
    bench.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 1, false));
    bench.machine.split(Workbench.BLOCK);
    bench.change(bench.pageEntry(0), Descriptor.TABLE_OR_PAGE, 0);
    bench.badInAuditToo("mapping:set_memory_valid:linear:well-formed entry/reserved encoding");
  }

  @Test
  void bad_upperBits() {
    splitDone();
    bench.change(bench.pageEntry(3), 0, Descriptor.TABLE_PXN);
    bench.badInAuditToo(SPLIT + "linear:well-formed entry/bits that must be zero");
  }

  @Test
  void bad_shareability() {
    splitDone();
    bench.change(bench.pageEntry(3), 1L << 8, 0);
    bench.badInAuditToo(SPLIT + "linear:well-formed entry/other shareability");
  }

  @Test
  void bad_addressBitsBelowTheLeafSize() {
    splitNothing();
    bench.change(bench.blockEntry(), 0, 0x5000);
    bench.badInAuditToo(SPLIT + "linear:own output address/another output address");
  }

  @Test
  void bad_tableLeaked() {
    splitNothing();
    bench.machine.newTable(Geometry.PTE, Space.LINEAR);
    bench.badInAuditToo(
        SPLIT
            + "frames:memory accounted for/"
            + "a table leaked: allocated, hooked in nowhere, not freed");
  }

  @Test
  void bad_tableUnhookedAndNotFreed() {
    bench.area(1);
    bench.expect(new Vfree(0));
    bench.machine.store(bench.machine.entry(bench.areaVa, Geometry.PMD), 0);
    bench.judge.areaUnmapped(0);
    bench.judge.framesFreed(Workbench.BLOCK >> 12, 1);
    bench.badInAuditToo(
        "mapping:vfree:frames:memory accounted for/"
            + "a table leaked: allocated, hooked in nowhere, not freed");
  }

  @Test
  void bad_tableFreedWhileHooked() {
    splitDone();
    bench.good();
    splitNothing();
    bench.judge.tableFreed(Descriptor.address(bench.machine.read(bench.blockEntry()), 12));
    bench.badInAuditToo(
        SPLIT + "frames:memory accounted for/a table given back while an entry points to it");
  }

  @Test
  void good_tableReplaced() {
    splitDone();
    bench.good();
    splitNothing();
    long old = Descriptor.address(bench.machine.read(bench.blockEntry()), 12);
    bench.machine.store(bench.blockEntry(), FakeMachine.LINEAR | Workbench.BLOCK);
    bench.judge.tableFreed(old);
    bench.good();
  }

  @Test
  void bad_tableReachableInTwoWays() {
    splitDone();
    long other = bench.machine.linearEntry(Workbench.BLOCK + Machines.BLOCK, Geometry.PMD);
    bench.machine.store(other, bench.machine.read(bench.blockEntry()));
    bench.badInAuditToo(SPLIT + "frames:memory accounted for/a table reachable in two ways");
  }

  @Test
  void bad_storeIntoAFrameThatIsNoTable() {
    split(Workbench.BLOCK);
    bench.machine.store(Workbench.BLOCK, 0);
    bench.bad(SPLIT + "frames:memory accounted for/a store into a frame that is no table");
  }

  @Test
  void bad_tableOnAFrameInUse() {
    bench.area(1);
    bench.expect(new SetMemory(Permission.RW, Address.area(0, 0), 1));
    bench.judge.tableAllocated(Workbench.BLOCK, Geometry.PTE, Space.LINEAR);
    bench.bad("mapping:set_memory_rw:frames:memory accounted for/a table on frames of: area");
  }

  @Test
  void bad_bootedTablesReachableInTwoWays() {
    FakeMachine machine = new FakeMachine(Machines.early());
    long entry = machine.linearEntry(Workbench.BLOCK, Geometry.PMD);
    machine.write(entry, machine.read(machine.linearEntry(Workbench.BLOCK, Geometry.PUD)));
    Divergence found = new Workbench(machine).judge.attach(machine).orElseThrow();
    assertEquals(
        "mapping:boot:frames:memory accounted for/a table reachable in two ways",
        found.signature());
  }

  @Test
  void bad_bootedMapOfMemoryThatIsNotThere() {
    FakeMachine machine = new FakeMachine(Machines.early());
    long end = Machines.BASE + Machines.BYTES;
    machine.write(machine.linearEntry(end, Geometry.PMD), FakeMachine.LINEAR | end);
    Divergence found = new Workbench(machine).judge.attach(machine).orElseThrow();
    assertEquals("permission:boot:hole:fault->fault/valid-writable", found.signature());
  }
}
