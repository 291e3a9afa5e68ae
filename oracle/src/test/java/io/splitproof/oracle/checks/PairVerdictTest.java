package io.splitproof.oracle.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

/** Two operations under way: what each may do, and whose fault it is. */
class PairVerdictTest {

  private static final long BLOCK = Workbench.BLOCK;
  private static final long NEXT = BLOCK + (2L << 20);
  private static final long THIRD = NEXT + (2L << 20);

  private final Workbench bench = new Workbench();
  private final Operation first = new SetMemoryValid(Address.physical(BLOCK), 512, false);
  private final Operation second = new SetMemoryValid(Address.physical(NEXT), 512, false);

  PairVerdictTest() {
    bench.judge.expect(first, second);
  }

  private void invalidate(long pa) {
    bench.invalidate(bench.machine.linearEntry(pa, 2));
    long va = bench.machine.config.linearVa(pa);
    bench.judge.barrier(Barrier.DSB_ISHST);
    bench.judge.invalidated(va, va + (2L << 20), Invalidation.RANGE);
    bench.judge.barrier(Barrier.DSB_ISH);
  }

  private Divergence verdict() {
    return bench.judge.judge(Outcome.OK, Outcome.OK);
  }

  @Test
  void good_eachDoesItsPart() {
    invalidate(BLOCK);
    bench.judge.runningOn(1);
    invalidate(NEXT);
    bench.judge.ended(Outcome.OK);
    bench.judge.runningOn(0);
    bench.judge.ended(Outcome.OK);
    assertNull(verdict());
    assertTrue(bench.judge.audit().isEmpty());
  }

  @Test
  void bad_oneDidNothing() {
    invalidate(BLOCK);
    assertEquals(
        "permission:set_memory_valid+set_memory_valid:linear:valid-writable->fault/valid-writable",
        verdict().signature());
  }

  @Test
  void whoDidItOnTheWayIsNamed() {
    Workbench live = new Workbench(Machines.early(), CheckName.LIVE);
    live.judge.expect(new Operation.VmUnmapAliases(), second);
    live.judge.runningOn(1);
    live.change(live.machine.linearEntry(THIRD, 2), Descriptor.VALID, 0);
    live.change(live.machine.linearEntry(THIRD, 2), 0, Descriptor.VALID);
    live.judge.runningOn(0);
    assertEquals(
        "live:set_memory_valid:linear:valid-writable->valid-writable/fault",
        live.judge.judge(Outcome.OK, Outcome.OK).signature());
  }

  @Test
  void theOneThatPanickedIsNamed() {
    bench.judge.runningOn(1);
    bench.judge.panicked("made up");
    Outcome died = new Outcome(0, 0, true);
    Divergence found = bench.judge.judge(died, died);
    assertEquals("result:set_memory_valid:linear:0/died", found.signature());
    assertTrue(found.describe().contains("made up"), found.describe());
  }

  @Test
  void theOneWithTheWrongResultIsNamed() {
    bench.judge.reset();
    bench.judge.expect(first, new AllocPages(3, 1, new Placement.Near(BLOCK >> 12, 1)));
    Divergence found = bench.judge.judge(Outcome.OK, Outcome.of(Outcome.EINVAL));
    assertEquals("result:alloc_pages:call:0/-EINVAL", found.signature());
  }
}
