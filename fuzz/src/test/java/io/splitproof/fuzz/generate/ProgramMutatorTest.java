package io.splitproof.fuzz.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProgramMutatorTest {

  private static Program generated(long seed, Clients clients) {
    return new ProgramGenerator(new SplittableRandom(seed), clients).next();
  }

  private static ProgramMutator mutator(long seed, Clients clients) {
    return new ProgramMutator(new SplittableRandom(seed), clients);
  }

  @Property(tries = 300)
  void aSeedGivesTheSameChanges(@ForAll long seed, @ForAll Clients clients) {
    Program program = generated(seed, clients);
    assertEquals(
        mutator(seed, clients).mutate(program), mutator(seed, clients).mutate(program));
  }

  @Property(tries = 300)
  void mutatedProgramsStayShortAndHaveBytes(@ForAll long seed, @ForAll Clients clients) {
    ProgramMutator mutator = mutator(seed, clients);
    Program program = generated(seed, clients);
    for (int i = 0; i < 50; i++) {
      program = i % 7 == 6 ? mutator.splice(program, program) : mutator.mutate(program);
      assertTrue(program.steps().size() <= ProgramMutator.USUAL_MAX_STEPS);
      assertEquals(clients, program.clients());
      assertTrue(ProgramBytes.canEncode(program), program::toString);
    }
  }

  @Property(tries = 100)
  void theLimitIsKept(@ForAll long seed, @ForAll @IntRange(min = 0, max = 10) int most) {
    ProgramMutator mutator =
        new ProgramMutator(
            new SplittableRandom(seed), Clients.ANY, most, Fleet.byDefault());
    Program program = generated(seed, Clients.ANY);
    for (int i = 0; i < 20; i++) {
      program = mutator.mutate(program);
      assertTrue(program.steps().size() <= most);
    }
  }

  @Test
  void anEmptyProgramGrows() {
    Program empty = new Program(Machines.standard(), Clients.WELL_BEHAVED, List.of());
    Program grown = mutator(1, Clients.WELL_BEHAVED).mutate(empty);
    assertTrue(!grown.steps().isEmpty());
  }

  @Test
  void aMutationChangesLittleButNearlyAlwaysSomething() {
    int same = 0;
    for (long seed = 0; seed < 500; seed++) {
      Program program = generated(seed, Clients.WELL_BEHAVED);
      Program mutated = mutator(seed, Clients.WELL_BEHAVED).mutate(program);
      same += mutated.equals(program) ? 1 : 0;
      int grown = mutated.steps().size() - program.steps().size();
      assertTrue(grown <= 16 && grown >= -32, "grown by " + grown);
    }
    assertTrue(same < 150, same + " unchanged");
  }

  @Test
  void machinesChangeNowAndThen() {
    Set<MachineConfig> machines = new HashSet<>();
    ProgramMutator mutator = mutator(5, Clients.WELL_BEHAVED);
    Program program = generated(5, Clients.WELL_BEHAVED);
    int changes = 0;
    for (int i = 0; i < 1000; i++) {
      Program mutated = mutator.mutate(program);
      changes += mutated.machine().equals(program.machine()) ? 0 : 1;
      machines.add(mutated.machine());
    }
    assertTrue(changes > 5 && changes < 100, changes + " changes");
    assertTrue(machines.size() > 5);
  }

  @Test
  void interleavingsComeGoAndChange() {
    int came = 0;
    int went = 0;
    int changed = 0;
    Program program = generated(8, Clients.WELL_BEHAVED);
    ProgramMutator mutator = mutator(8, Clients.WELL_BEHAVED);
    for (int i = 0; i < 3000; i++) {
      Program mutated = mutator.mutate(program);
      long before = program.steps().stream().filter(step -> step.beside() != null).count();
      long after = mutated.steps().stream().filter(step -> step.beside() != null).count();
      came += after > before ? 1 : 0;
      went += after < before ? 1 : 0;
      changed += after == before && !turns(mutated).equals(turns(program)) ? 1 : 0;
      program = mutated;
    }
    assertTrue(came > 100 && went > 100 && changed > 100, came + " " + went + " " + changed);
  }

  private static List<Interleaving> turns(Program program) {
    return program.steps().stream().map(Step::beside).filter(Objects::nonNull).toList();
  }

  @Test
  void aSpliceIsABeginningAndAnEnd() {
    Program first = generated(1, Clients.ANY);
    Program second = generated(2, Clients.ANY).withClients(Clients.WELL_BEHAVED);
    Program spliced = mutator(3, Clients.ANY).splice(first, second);
    int head = 0;
    while (head < Math.min(spliced.steps().size(), first.steps().size())
        && spliced.steps().get(head).equals(first.steps().get(head))) {
      head++;
    }
    List<Step> tail = spliced.steps().subList(head, spliced.steps().size());
    List<Step> end = second.steps();
    assertEquals(end.subList(end.size() - tail.size(), end.size()), tail);
    assertEquals(first.machine(), spliced.machine());
    assertEquals(Clients.ANY, spliced.clients());
  }

  @Test
  void wellBehavedTweaksKeepCountsPositiveAndAddressesAligned() {
    Program program = generated(11, Clients.WELL_BEHAVED);
    ProgramMutator mutator = mutator(11, Clients.WELL_BEHAVED);
    for (int i = 0; i < 2000; i++) {
      program = mutator.mutate(program).withMachine(Machines.standard());
      for (Step step : program.steps()) {
        if (step.operation() instanceof Operation.SetMemoryValid o) {
          assertTrue(o.pages() > 0 && o.address().offset() % 4096 == 0, o::toString);
        }
      }
    }
  }

  @Test
  void aBlockRangeReachesEveryBoundaryByTweaksAlone() {
    MachineConfig machine = Machines.standard();
    Tweak tweak = new Tweak(new Dice(new SplittableRandom(2)), machine, Clients.WELL_BEHAVED);
    Set<Integer> pages = new HashSet<>();
    Operation operation = new Operation.SetMemoryValid(Address.block(0, 0), 3, false);
    for (int i = 0; i < 3000; i++) {
      pages.add(((Operation.SetMemoryValid) tweak.apply(operation)).pages());
      operation = i % 10 == 9 ? operation : tweak.apply(operation);
    }
    assertTrue(pages.containsAll(List.of(1, 2, 16, 512, 8192, 262144)), pages::toString);
    assertNotEquals(3, pages.size());
  }
}
