package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.contract.Upcoming;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With a machine that compares what it is asked with what it was told. */
class LookaheadTest {

  private Ahead machine;
  private final Runner runner =
      new Runner(new WorkingAhead(Variants.byDefault()), Checks.ALL, MachineEvents.NONE, false);

  private void run(String... lines) {
    String head = "machine 4K/48 ram 0x40000000+4G\nclients well-behaved\n";
    Program program = ProgramText.parse(head + String.join("\n", lines) + "\n");
    assertTrue(runner.run(program).isClean());
  }

  private void assertFared(int told, int right, int wrong) {
    assertEquals(
        told + " told, " + right + " right, " + wrong + " wrong",
        machine.told + " told, " + machine.right + " right, " + machine.wrong + " wrong");
  }

  @Test
  void aProgramIsToldAtOnce() {
    run("A0 = vmalloc 4 reset near 0x801f0", "set_memory_ro A0[0] 4", "vfree A0");
    assertFared(1, 3, 0);
  }

  @Test
  void plansAreToldWhereTheyAreArmed() {
    run("A0 = vmalloc 4 reset near 0x801f0", "fail nth 9 any: set_memory_ro A0[0] 4");
    assertFared(1, 3, 0);
  }

  @Test
  void aClientIsAskedWhatItWillCall() {
    run("A0 = module_load text 4 rodata 2 data 2 near 0x801f0", "module_unload A0");
    assertFared(1, 10, 0);
  }

  @Test
  void whatIsAboutNothingIsNotTold() {
    run("vfree A3", "set_memory_ro A3[0] 1", "A0 = vmalloc 4 reset near 0x801f0", "vfree A0");
    assertEquals(2, machine.right);
    assertEquals(0, machine.wrong);
  }

  @Test
  void aFailureIsASurpriseAndWhatFollowsIsToldAnew() {
    run(
        "fail nth 1 any: A0 = module_load text 4 rodata 2 data 2 near 0x801f0",
        "A4 = vmalloc 4 reset near 0x801f0");
    assertFared(2, 3, 0);
  }

  @Test
  void mostOfWhatIsToldIsRight() {
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(1), Clients.WELL_BEHAVED);
    for (int i = 0; i < 100; i++) {
      runner.run(generator.next(Machines.standard(), 32));
    }
    assertTrue(machine.wrong < 150, () -> machine.wrong + " wrong");
    assertTrue(machine.right > 3000, () -> machine.right + " right");
  }

  private final class WorkingAhead implements Variant {

    private final Variant variant;

    WorkingAhead(Variant variant) {
      this.variant = variant;
    }

    @Override
    public String name() {
      return variant.name();
    }

    @Override
    public String provenance() {
      return variant.provenance();
    }

    @Override
    public Machine boot(MachineConfig config, MachineEvents events) {
      machine = new Ahead(variant.boot(config, events));
      return machine;
    }
  }

  private static final class Ahead implements Machine {

    private final Machine machine;
    private final Queue<Object> likely = new ArrayDeque<>();
    private int told;
    private int right;
    private int wrong;

    Ahead(Machine machine) {
      this.machine = machine;
    }

    @Override
    public boolean worksAhead() {
      return true;
    }

    @Override
    public boolean isIdle() {
      return likely.isEmpty();
    }

    @Override
    public void upcoming(List<Upcoming> upcoming) {
      told++;
      likely.clear();
      for (Upcoming next : upcoming) {
        likely.add(next.plan() == null ? next.operation() : next.plan());
      }
    }

    private void asked(Object request) {
      if (request.equals(likely.peek())) {
        likely.remove();
        right++;
      } else {
        likely.clear();
        wrong++;
      }
    }

    @Override
    public void arm(FaultPlan plan) {
      asked(plan);
      machine.arm(plan);
    }

    @Override
    public Outcome apply(Operation operation) {
      asked(operation);
      return machine.apply(operation);
    }

    @Override
    public Outcome[] apply(Operation first, Operation second, Interleaving interleaving) {
      asked(first);
      asked(second);
      return machine.apply(first, second, interleaving);
    }

    @Override
    public void reset() {
      likely.clear();
      machine.reset();
    }

    @Override
    public MachineConfig config() {
      return machine.config();
    }

    @Override
    public DescriptorMemory memory() {
      return machine.memory();
    }

    @Override
    public long rootTable() {
      return machine.rootTable();
    }

    @Override
    public void digest(StateDigest digest) {
      machine.digest(digest);
    }
  }
}
