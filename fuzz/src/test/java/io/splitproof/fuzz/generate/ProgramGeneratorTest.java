package io.splitproof.fuzz.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.LeafSizes;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramGeneratorTest {

  private static List<Program> programs(Clients clients, int count) {
    ProgramGenerator generator = new ProgramGenerator(new SplittableRandom(7), clients);
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      programs.add(generator.next());
    }
    return programs;
  }

  private static List<Operation> operations(List<Program> programs) {
    List<Operation> operations = new ArrayList<>();
    for (Program program : programs) {
      for (Step step : program.steps()) {
        operations.add(step.operation());
      }
    }
    return operations;
  }

  @Property(tries = 200)
  void aSeedGivesTheSamePrograms(@ForAll long seed, @ForAll Clients clients) {
    ProgramGenerator one = new ProgramGenerator(new SplittableRandom(seed), clients);
    ProgramGenerator other = new ProgramGenerator(new SplittableRandom(seed), clients);
    assertEquals(one.next(), other.next());
    assertEquals(one.next(), other.next());
  }

  @Property(tries = 500)
  void everyProgramHasTextAndBytes(@ForAll long seed, @ForAll Clients clients) {
    Program program = new ProgramGenerator(new SplittableRandom(seed), clients).next();
    assertTrue(!program.steps().isEmpty() && program.steps().size() <= 64);
    assertEquals(program, ProgramText.parse(ProgramText.print(program)));
    assertEquals(program, ProgramBytes.decode(ProgramBytes.encode(program)));
    assertEquals(clients, program.clients());
  }

  @Test
  void wellBehavedProgramsAreLiveThroughout() {
    assertEquals(100, Liveness.percent(programs(Clients.WELL_BEHAVED, 1000)));
  }

  @Test
  void otherProgramsAreMostlyLive() {
    int percent = Liveness.percent(programs(Clients.ANY, 1000));
    assertTrue(percent >= 75 && percent < 98, percent + "% live");
  }

  @Test
  void randomBytesAreLessLive() {
    SplittableRandom random = new SplittableRandom(7);
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[ProgramBytes.HEADER_BYTES + 32 * ProgramBytes.STEP_BYTES];
      random.nextBytes(bytes);
      programs.add(ProgramBytes.decode(bytes));
    }
    int percent = Liveness.percent(programs);
    assertTrue(percent >= 25 && percent < 75, percent + "% live");
  }

  @ParameterizedTest
  @EnumSource(Clients.class)
  void everyOperationAndEveryMachineComesUp(Clients clients) {
    List<Program> programs = programs(clients, 2000);
    Set<Class<?>> kinds = new HashSet<>();
    operations(programs).forEach(operation -> kinds.add(operation.getClass()));
    Set<Class<?>> all = new HashSet<>(List.of(Operation.class.getPermittedSubclasses()));
    all.remove(Operation.Composite.class);
    all.remove(Operation.SetMemory4k.class);
    all.addAll(List.of(Client.class.getPermittedSubclasses()));
    all.remove(clients == Clients.ANY ? null : Operation.ArchRemoveMemory.class);
    assertEquals(all, kinds);
    Set<MachineConfig> machines = new HashSet<>();
    programs.forEach(program -> machines.add(program.machine()));
    assertEquals(Fleet.byDefault().all().size(), machines.size());
  }

  @Test
  void oneStepInTenOrSoFails() {
    int steps = 0;
    int failing = 0;
    for (Program program : programs(Clients.WELL_BEHAVED, 500)) {
      for (Step step : program.steps()) {
        steps++;
        FaultPlan plan = step.plan();
        failing += plan != null && plan.mode() != FaultPlan.Mode.OFF ? 1 : 0;
      }
    }
    int perMille = 1000 * failing / steps;
    assertTrue(perMille > 60 && perMille < 140, perMille + " in 1000");
  }

  @Test
  void whatAllocatesManyTablesFailsMoreOften() {
    int steps = 0;
    int failing = 0;
    for (Program program : programs(Clients.WELL_BEHAVED, 2000)) {
      for (Step step : program.steps()) {
        Operation operation = step.operation();
        if (operation instanceof Operation.KfenceInit
            || operation instanceof Operation.FinalizeCapabilities) {
          FaultPlan plan = step.plan();
          steps++;
          failing += plan != null && plan.mode() != FaultPlan.Mode.OFF ? 1 : 0;
        }
      }
    }
    int percent = 100 * failing / steps;
    assertTrue(percent >= 15 && percent < 35, percent + "%");
  }

  @Test
  void areasLeaveOutWholeBlocksAndHugeOnesAreWholeBlocks() {
    Set<Integer> strides = new HashSet<>();
    int whole = 0;
    for (Operation operation : operations(programs(Clients.WELL_BEHAVED, 1000))) {
      if (operation instanceof Operation.Vmalloc area
          && area.placement() instanceof Placement.Near near) {
        strides.add(near.stride());
        boolean huge = area.kind() == Operation.AreaKind.HUGE;
        whole += huge && area.pages() % 512 == 0 && near.pfn() % 512 == 0 ? 1 : 0;
      }
    }
    assertTrue(strides.containsAll(Set.of(1, 2, 3, 16, 17, 512)), strides::toString);
    assertTrue(whole > 50, whole + " areas");
  }

  @Test
  void rangesMeetTheBoundariesOfEveryLeafSize() {
    for (Geometry geometry : Geometry.real()) {
      MachineConfig machine = Machines.named(presetFor(geometry));
      Set<Long> met = new HashSet<>();
      ProgramGenerator generator =
          new ProgramGenerator(new SplittableRandom(3), Clients.WELL_BEHAVED);
      for (int i = 0; i < 200; i++) {
        met.addAll(leavesMet(generator.next(machine, 32)));
      }
      long largest = (1L << 30) / geometry.pageBytes();
      for (long leaf : LeafSizes.pages(geometry)) {
        assertTrue(leaf > largest || met.contains(leaf), geometry + " leaf of " + leaf);
      }
    }
  }

  private static String presetFor(Geometry geometry) {
    return geometry.name().replace("K/", "k");
  }

  /** The leaf sizes both ends of some range in a block are aligned to, counted as frames. */
  private static Set<Long> leavesMet(Program program) {
    Geometry geometry = program.machine().geometry();
    long[] blockPfn = new long[16];
    Set<Long> met = new HashSet<>();
    for (Operation operation : operations(List.of(program))) {
      if (operation instanceof Operation.AllocPages alloc
          && alloc.placement() instanceof Placement.Near near) {
        blockPfn[alloc.block()] = near.pfn();
      } else if (operation instanceof Operation.SetMemoryValid valid
          && valid.address().base() == Address.Base.BLOCK) {
        long page = valid.address().offset() >> geometry.pageShift();
        long first = blockPfn[valid.address().object()] + page;
        for (long leaf : LeafSizes.pages(geometry)) {
          if (first % leaf == 0 && valid.pages() % leaf == 0) {
            met.add(leaf);
          }
        }
      }
    }
    return met;
  }

  @Test
  void anyClientsMakeEveryMistake() {
    boolean unaligned = false;
    boolean zero = false;
    boolean negative = false;
    boolean hole = false;
    for (Operation operation : operations(programs(Clients.ANY, 500))) {
      if (operation instanceof Operation.SetMemoryValid o) {
        unaligned |= o.address().offset() % 4096 != 0;
        zero |= o.pages() == 0;
        negative |= o.pages() < 0;
        hole |= o.address().base() == Address.Base.PHYSICAL;
      }
    }
    assertTrue(unaligned && zero && negative && hole);
  }

  @Test
  void anyClientsReachForTheGuardPage() {
    long reaching = 0;
    for (Program program : programs(Clients.ANY, 500)) {
      int[] pages = new int[16];
      for (Operation operation : operations(List.of(program))) {
        if (operation instanceof Operation.Vmalloc o) {
          pages[o.area()] = o.pages();
        } else if (operation instanceof Operation.SetMemory o) {
          long first = o.address().offset() >> program.machine().geometry().pageShift();
          reaching += first + o.pages() == pages[o.address().object()] + 1 ? 1 : 0;
        }
      }
    }
    assertTrue(reaching > 100, reaching + " times");
  }
}
