package io.splitproof.fuzz.exhaustive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlphabetTest {

  /**
   * Clients are made of the others; a flush changes no page and leaves nothing to be found; and no
   * small world is one of x86-64.
   */
  @Test
  void theSmallWorldsTogetherHaveEveryOperationButTheUnchecked() {
    Set<Class<?>> kinds = new HashSet<>();
    for (Machines.Preset world : Machines.small()) {
      for (Step step : Alphabet.of(world.machine())) {
        kinds.add(step.operation().getClass());
      }
    }
    Set<Class<?>> all = new HashSet<>(List.of(Operation.class.getPermittedSubclasses()));
    all.remove(Operation.ArchRemoveMemory.class);
    all.remove(Operation.FlushTlbKernelRange.class);
    all.remove(Operation.Composite.class);
    all.remove(Operation.SetMemory4k.class);
    assertEquals(all, kinds);
  }

  @Test
  void noStepIsThereTwice() {
    for (Machines.Preset world : Machines.small()) {
      List<Step> alphabet = Alphabet.of(world.machine());
      assertEquals(alphabet.size(), new HashSet<>(alphabet).size(), world.name());
    }
  }

  @Test
  void everyWayToChangeAreaPermissionsIsTriedOnEveryPage() {
    MachineConfig machine = Machines.named("tiny");
    List<Step> alphabet = Alphabet.of(machine);
    for (Operation.Permission permission : Operation.Permission.values()) {
      for (int page = 0; page < machine.geometry().contPtes(); page++) {
        long offset = page * machine.geometry().pageBytes();
        assertTrue(
            alphabet.stream()
                .map(Step::operation)
                .anyMatch(
                    operation ->
                        operation instanceof Operation.SetMemory set
                            && set.permission() == permission
                            && set.address().offset() == offset
                            && set.pages() == 1));
      }
    }
  }
}
