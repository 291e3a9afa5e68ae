package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.generate.ProgramMutator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FleetTest {

  private static final int PROGRAMS = 300;

  private final Fleet fleet = Fleet.of(new OnlyLargePages());

  @Test
  void hasWhatItsVariantRunsOn() {
    assertFalse(fleet.all().isEmpty());
    assertTrue(fleet.all().size() < Machines.all().size());
    assertTrue(fleet.all().stream().allMatch(preset -> fleet.has(preset.machine())));
    assertFalse(fleet.has(Machines.standard()));
    assertTrue(fleet.small().stream().allMatch(preset -> fleet.has(preset.machine())));
  }

  @Test
  void replacesOnlyWhatItDoesNotHave() {
    MachineConfig own = fleet.all().get(1).machine();
    assertSame(own, fleet.insteadOf(own));
    for (Machines.Preset preset : Machines.all()) {
      MachineConfig instead = fleet.insteadOf(preset.machine());
      assertTrue(fleet.has(instead));
      assertSame(instead, fleet.insteadOf(preset.machine()));
    }
  }

  @Test
  void programsAreMadeAndChangedForItAlone() {
    SplittableRandom random = new SplittableRandom(5);
    ProgramGenerator generator = new ProgramGenerator(random, Clients.ANY, fleet);
    ProgramMutator mutator = new ProgramMutator(random, Clients.ANY, 8, fleet);
    for (int i = 0; i < PROGRAMS; i++) {
      Program program = generator.next();
      assertTrue(fleet.has(program.machine()));
      assertTrue(fleet.has(mutator.mutate(program).machine()));
    }
  }

  @Test
  void aVariantForAllMachinesHasThemAll() {
    assertEquals(
        Machines.all().stream().filter(preset -> Fleet.byDefault().has(preset.machine())).toList(),
        Fleet.byDefault().all());
  }

  @Test
  void takesInWhatItsVariantHasComeToRunOn() {
    Variant large = new OnlyLargePages();
    boolean[] all = {false};
    Fleet growing =
        Fleet.of(
            new KernelVariant(
                new KernelSource(List.of("--tree", "linux"), Path.of("none"), Flavour.FAST),
                executor -> Path.of("none"),
                executor -> all[0] || executor.geometry().pageShift() > 12));
    int before = growing.all().size();
    assertTrue(growing.all().stream().allMatch(preset -> large.runsOn(preset.machine())));
    all[0] = true;
    assertEquals(before, growing.all().size());
    growing.renew();
    assertTrue(growing.all().size() > before);
    assertTrue(growing.has(Machines.standard()));
  }

  /** Runs on nothing with 4K pages. */
  private static final class OnlyLargePages implements Variant {

    @Override
    public String name() {
      return "only-large-pages";
    }

    @Override
    public String provenance() {
      return "made for this test";
    }

    @Override
    public boolean runsOn(MachineConfig config) {
      return config.geometry().pageShift() > 12;
    }

    @Override
    public Machine boot(MachineConfig config, MachineEvents events) {
      throw new AssertionError("nobody boots it");
    }
  }
}
