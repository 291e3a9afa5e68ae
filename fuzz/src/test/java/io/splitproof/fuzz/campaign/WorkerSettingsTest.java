package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {

  private static WorkerSettings settings(MachineConfig machine, boolean alone) {
    return new WorkerSettings(
        Guidance.UNGUIDED,
        Variants.named("v7"),
        Checks.parse("tlb,live"),
        Clients.ANY,
        machine,
        17,
        Path.of("a corpus"),
        Path.of("known"),
        Path.of("scratch", "seeds"),
        Path.of("findings"),
        alone,
        !alone);
  }

  @Test
  void aCommandLineSaysItAll() {
    for (Machines.Preset preset : Machines.all()) {
      WorkerSettings settings = settings(preset.machine(), true);
      assertEquals(settings, WorkerSettings.parse(settings.arguments()));
    }
    WorkerSettings anyMachine = settings(null, false);
    assertEquals(anyMachine, WorkerSettings.parse(anyMachine.arguments()));
  }

  @Test
  void aSingleWorkerDoesNotDependOnTheClock() {
    assertTrue(settings(null, true).libFuzzerOptions().contains("-reload=0"));
    assertTrue(settings(null, false).libFuzzerOptions().contains("-reload=1"));
    assertTrue(settings(null, true).libFuzzerOptions().contains("-seed=17"));
  }
}
