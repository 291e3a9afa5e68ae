package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

/** One frame with two addresses: who may write and who may execute, and when. */
class AliasCheckTest {

  private static final String PASSING = ":frame in passing:not writable and executable/";
  private static final String LEFT = ":frame left:not writable and executable/";

  private AliasBench bench = new AliasBench(Machines.early(), CheckName.ALIAS);

  private void module() {
    assertNull(bench.area(AreaKind.VMALLOC, true));
  }

  private void expect(Permission permission) {
    bench.judge.expect(new SetMemory(permission, Address.area(bench.number(), 0), 1));
  }

  private void linearReadOnly() {
    bench.linearReadOnly();
    bench.flushLinear();
  }

  private void areaReadOnly() {
    bench.areaReadOnly();
    bench.flushArea();
  }

  private void areaExecutable() {
    bench.areaExecutable();
    bench.flushArea();
  }

  private void rox() {
    expect(Permission.ROX);
    linearReadOnly();
    areaReadOnly();
    areaExecutable();
  }

  private void good() {
    Divergence found = bench.judge.judge(Outcome.OK);
    assertNull(found, () -> found.describe());
  }

  private void bad(String signature) {
    Divergence found = bench.judge.judge(Outcome.OK);
    assertNotNull(found, "nothing found");
    assertEquals("alias:" + signature, found.signature());
    String frame = Long.toHexString(AliasBench.PFN << 12);
    assertTrue(found.describe().contains(frame), found.describe());
  }

  @Test
  void good_readOnlyAndFlushedBeforeExecutable() {
    module();
    rox();
    good();
  }

  @Test
  void bad_executableBeforeReadOnly() {
    module();
    expect(Permission.ROX);
    areaExecutable();
    linearReadOnly();
    areaReadOnly();
    bad("set_memory_rox" + PASSING + "writable through area, executable through area");
  }

  @Test
  void bad_linearAliasLeftWritable() {
    module();
    expect(Permission.ROX);
    areaReadOnly();
    areaExecutable();
    bad("set_memory_rox" + PASSING + "writable through linear alias, executable through area");
  }

  @Test
  void bad_linearAliasStillCachedWritable() {
    module();
    expect(Permission.ROX);
    bench.linearReadOnly();
    areaReadOnly();
    areaExecutable();
    bench.flushLinear();
    bad(
        "set_memory_rox"
            + PASSING
            + "writable through linear alias in a TLB, executable through area");
  }

  @Test
  void bad_areaStillCachedWritable() {
    module();
    expect(Permission.ROX);
    linearReadOnly();
    bench.areaReadOnly();
    areaExecutable();
    bad("set_memory_rox" + PASSING + "writable through area in a TLB, executable through area");
  }

  @Test
  void good_callerWhoWantsBothGetsBoth() {
    module();
    expect(Permission.X);
    areaExecutable();
    good();
    expect(Permission.RO);
    linearReadOnly();
    areaReadOnly();
    good();
    expect(Permission.RW);
    bench.linearWritable();
    bench.flushLinear();
    bench.areaWritable();
    bench.flushArea();
    good();
  }

  @Test
  void good_kprobesAreaUntilItsRox() {
    assertNull(bench.area(AreaKind.KPROBES, true));
    expect(Permission.ROX);
    linearReadOnly();
    good();
  }

  @Test
  void good_kprobesAreaThatIsFinishedAfterItsRox() {
    assertNull(bench.area(AreaKind.KPROBES, true));
    expect(Permission.ROX);
    linearReadOnly();
    good();
    assertNull(bench.judge.finished(bench.number(), "kprobe_slot_alloc"));
  }

  @Test
  void bad_kprobesAreaThatIsFinishedWithoutRox() {
    assertNull(bench.area(AreaKind.KPROBES, true));
    Divergence found = bench.judge.finished(bench.number(), "kprobe_slot_alloc");
    assertEquals(
        "alias:kprobe_slot_alloc" + LEFT
            + "writable through linear alias, executable through area",
        found.signature());
  }

  @Test
  void good_finishedAreaThatIsNotThere() {
    assertNull(bench.judge.finished(3, "module_load"));
  }

  @Test
  void good_executableAreaThatFails() {
    bench.beginArea(AreaKind.EXEC, true);
    bench.areaGone();
    bench.judge.allocationFailed(FaultPlan.Scope.AREA_TABLE);
    assertNull(bench.judge.judge(Outcome.of(Outcome.ENOMEM)));
  }

  @Test
  void bad_roxOfAKprobesAreaLeavesTheLinearAliasCached() {
    assertNull(bench.area(AreaKind.KPROBES, true));
    expect(Permission.ROX);
    bench.linearReadOnly();
    bad(
        "set_memory_rox"
            + LEFT
            + "writable through linear alias in a TLB, executable through area");
  }

  @Test
  void bad_roxOfAKprobesAreaLeavesTheLinearAliasWritable() {
    assertNull(bench.area(AreaKind.KPROBES, true));
    expect(Permission.ROX);
    bad("set_memory_rox" + LEFT + "writable through linear alias, executable through area");
  }

  @Test
  void good_resetAfterUnmapAndFlush() {
    module();
    rox();
    good();
    bench.judge.expect(new Vfree(0));
    bench.areaGone();
    bench.judge.areaUnmapped(0);
    bench.linearInvalid();
    bench.flush(bench.linearVa(), bench.areaVa() + 4096);
    bench.linearDefault();
    good();
  }

  @Test
  void bad_resetBeforeFlush() {
    module();
    rox();
    good();
    bench.judge.expect(new Vfree(0));
    bench.areaGone();
    bench.judge.areaUnmapped(0);
    bench.linearDefault();
    bench.flush(bench.linearVa(), bench.areaVa() + 4096);
    bad("vfree" + PASSING + "writable through linear alias, executable through area in a TLB");
  }

  @Test
  void bad_resetBeforeUnmap() {
    module();
    rox();
    good();
    bench.judge.expect(new Vfree(0));
    bench.linearDefault();
    bench.areaGone();
    bench.judge.areaUnmapped(0);
    bench.flush(bench.linearVa(), bench.areaVa() + 4096);
    bad("vfree" + PASSING + "writable through linear alias, executable through area");
  }

  private void freedLazily() {
    assertNull(bench.area(AreaKind.VMALLOC, false));
    bench.judge.expect(new Vfree(0));
    bench.areaGone();
    bench.judge.areaUnmapped(0);
    bench.judge.framesFreed(AliasBench.PFN, 1);
    good();
    module();
  }

  @Test
  void bad_addressOfAnAreaLongGoneStillCached() {
    freedLazily();
    rox();
    bad("set_memory_rox" + PASSING + "writable through area in a TLB, executable through area");
  }

  @Test
  void good_addressOfAnAreaLongGonePurged() {
    freedLazily();
    expect(Permission.ROX);
    bench.flush(bench.bench.areaVa, bench.bench.areaVa + 4096);
    linearReadOnly();
    areaReadOnly();
    areaExecutable();
    good();
  }

  @Test
  void withoutFullRodataOnlyTheAreaItselfCounts() {
    bench = new AliasBench(Machines.with(Machines.early(), Rodata.NOALIAS, Stage.EARLY),
        CheckName.ALIAS);
    module();
    expect(Permission.ROX);
    areaReadOnly();
    areaExecutable();
    good();
    assertNull(bench.judge.objection(new Vfree(0)));
    bench.area(AreaKind.VMALLOC, true);
    expect(Permission.ROX);
    areaExecutable();
    areaReadOnly();
    bad("set_memory_rox" + PASSING + "writable through area, executable through area");
  }

  @Test
  void clientsThatMisbehaveAreOnTheirOwn() {
    module();
    bench.judge.expect(new SetMemory(Permission.RO, Address.area(0, 0), 0));
    bench.judge.judge(Outcome.OK);
    expect(Permission.ROX);
    areaExecutable();
    linearReadOnly();
    areaReadOnly();
    good();
  }
}
