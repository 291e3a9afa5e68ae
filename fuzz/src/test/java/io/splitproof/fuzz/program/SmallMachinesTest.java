package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.MachineConfig;
import org.junit.jupiter.api.Test;

class SmallMachinesTest {

  @Test
  void eachIsSmallAndFoundByItsName() {
    for (Machines.Preset preset : Machines.small()) {
      assertTrue(preset.machine().geometry().isSmall(), preset.name());
      assertEquals(preset.machine(), Machines.named(preset.name()));
    }
  }

  @Test
  void noneHasANumberSoNoCampaignDrawsIt() {
    for (Machines.Preset preset : Machines.small()) {
      assertFalse(Machines.all().contains(preset), preset.name());
      assertFalse(Machines.names().contains(preset.name()), preset.name());
      assertEquals(-1, Machines.indexOf(preset.machine()));
    }
  }

  @Test
  void textIsLossless() {
    for (Machines.Preset preset : Machines.small()) {
      String text = MachineText.print(preset.machine());
      assertEquals(preset.machine(), MachineText.parse(text, Machines.standard()));
    }
  }

  @Test
  void aSmallMachineMayBeABaseForAnother() {
    MachineConfig machine =
        MachineText.parse("preset tiny-kfence stage early", Machines.standard());
    assertEquals(MachineConfig.Stage.EARLY, machine.stage());
    assertEquals(MachineConfig.Kfence.LATE, machine.kfence());
  }

  @Test
  void programsOnThemAreText() {
    Program program = ProgramText.parse("machine preset tiny\nB0 = alloc_pages 4 near 0x40010\n");
    assertEquals(program, ProgramText.parse(program.toString()));
    assertFalse(ProgramBytes.canEncode(program));
  }

  @Test
  void memoryHasRoomForImageAndTables() {
    String tooSmall = "tiny/20 ram 0x40000000+124K";
    ProgramSyntaxException problem =
        assertThrows(
            ProgramSyntaxException.class,
            () -> MachineText.parse(tooSmall, Machines.standard()));
    assertTrue(problem.getMessage().contains("expected at least 128K"), problem.getMessage());
    assertThrows(
        ProgramSyntaxException.class,
        () -> MachineText.parse("tiny/20 ram 0x40000000+1G", Machines.standard()));
  }
}
