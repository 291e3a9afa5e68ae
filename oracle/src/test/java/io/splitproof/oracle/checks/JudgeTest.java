package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.contract.Warning;
import io.splitproof.oracle.reference.Machines;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge as a whole, and the result check. */
class JudgeTest {

  private final Workbench bench = new Workbench();

  @Test
  void bad_guardPageAdmitted() {
    bench.area(2);
    bench.expect(new SetMemory(Permission.NX, Address.area(0, 0), 3));
    Divergence found = bench.judge(0);
    assertEquals("result:set_memory_nx:guard:-EINVAL/0", found.signature());
    assertTrue(found.describe().contains("admits the guard page"), found.describe());
  }

  @Test
  void good_guardPageRefused() {
    bench.area(2);
    bench.expect(new SetMemory(Permission.NX, Address.area(0, 0), 3));
    assertNull(bench.judge(Outcome.EINVAL));
  }

  @Test
  void bad_unexpectedWarning() {
    bench.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 512, true));
    Divergence found =
        bench.judge.judge(new Outcome(0, Warning.PARTIAL_LEAF.bit(), false));
    assertEquals("result:set_memory_valid:linear:0/0 warns [PARTIAL_LEAF]", found.signature());
  }

  @Test
  void bad_failureWithoutAFailedAllocation() {
    Outcome outcome = new Outcome(Outcome.ENOMEM, Warning.SPLIT_FAILED.bit(), false);
    bench.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 1, true));
    assertNotNull(bench.judge.judge(outcome));
    bench.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 1, true));
    bench.judge.allocationFailed(FaultPlan.Scope.LINEAR_TABLE);
    assertNull(bench.judge.judge(outcome));
  }

  @Test
  void bad_areaThatIsNowhere() {
    bench.expect(new Vmalloc(0, 1, AreaKind.VMALLOC, true, new Placement.Near(0, 1)));
    assertEquals("result:vmalloc:call:0/0 unannounced", bench.judge(0).signature());
  }

  @Test
  void deathIsAllowedOnlyInARepaintWithoutTables() {
    Outcome died = new Outcome(0, 0, true);
    bench.expect(new FinalizeCapabilities());
    assertEquals("result:setup_system_features:call:0/died", bench.judge.judge(died).signature());
    Workbench other = new Workbench();
    other.expect(new CpuUp(false));
    assertNull(other.judge(0));
    other.expect(new FinalizeCapabilities());
    other.judge.allocationFailed(FaultPlan.Scope.LINEAR_TABLE);
    assertNull(other.judge.judge(died));
  }

  @Test
  void onlyEnabledChecksReport() {
    FakeMachine machine = new FakeMachine(Machines.early());
    Judge judge = new Judge(machine.config, Set.of());
    assertTrue(judge.attach(machine).isEmpty());
    judge.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 512, false));
    assertNull(judge.judge(Outcome.OK));
    Judge strict = new Judge(machine.config, EnumSet.of(CheckName.PERMISSION));
    assertTrue(strict.attach(machine).isEmpty());
    strict.expect(new SetMemoryValid(Address.physical(Workbench.BLOCK), 512, false));
    assertNotNull(strict.judge(Outcome.OK));
  }

  @Test
  void resetForgetsWhatHappened() {
    bench.area(1);
    for (int page = 0; page < 2; page++) {
      bench.machine.write(bench.areaEntry(page), 0);
    }
    bench.judge.reset();
    assertTrue(bench.judge.audit().isEmpty());
    assertNull(bench.judge.objection(new SetMemory(Permission.RO, Address.area(0, 0), 1)));
  }

  @Test
  void announcementsBetweenOperationsAreIgnored() {
    bench.machine.store(bench.blockEntry(), bench.machine.read(bench.blockEntry()));
    bench.judge.framesFreed(0, 1);
    bench.area(1);
  }

  @Test
  void namesAreTheKernels() {
    assertEquals("cpu_up", KernelName.of(new CpuUp(true)));
    assertEquals(
        "set_memory_rox",
        KernelName.of(new SetMemory(Permission.ROX, Address.area(0, 0), 1)));
  }
}
