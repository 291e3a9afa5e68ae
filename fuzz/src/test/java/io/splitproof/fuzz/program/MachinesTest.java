package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MachinesTest {

  private static final List<MachineConfig> ALL =
      Machines.all().stream().map(Machines.Preset::machine).toList();

  @Test
  void theFirstIsTheStandardMachine() {
    assertSame(Machines.standard(), ALL.get(0));
    assertEquals("4k48", Machines.names().get(0));
    assertEquals(0, Machines.indexOf(MachineText.parse("4K/48", Machines.standard())));
  }

  @Test
  void namesAndMachinesAreDistinctAndFitAByte() {
    assertEquals(ALL.size(), new HashSet<>(Machines.names()).size());
    assertEquals(ALL.size(), new HashSet<>(ALL).size());
    assertTrue(ALL.size() >= 48 && ALL.size() <= 256, "entries: " + ALL.size());
  }

  @Test
  void eachIsFoundByNameAndByNumber() {
    for (int i = 0; i < ALL.size(); i++) {
      assertSame(ALL.get(i), Machines.named(Machines.names().get(i)));
      assertEquals(i, Machines.indexOf(ALL.get(i)));
    }
    assertNull(Machines.named("4k49"));
    MachineConfig other = MachineText.parse("cpus 9", Machines.standard());
    assertEquals(-1, Machines.indexOf(other));
  }

  @Test
  void everySettingIsCovered() {
    Set<Geometry> geometries = new HashSet<>(Geometry.real());
    geometries.add(Geometry.x86());
    assertEquals(geometries, values(MachineConfig::geometry));
    assertEquals(EnumSet.allOf(MachineConfig.Bbml2.class), values(MachineConfig::bbml2));
    assertEquals(EnumSet.allOf(MachineConfig.Rodata.class), values(MachineConfig::rodata));
    assertEquals(EnumSet.allOf(MachineConfig.Kfence.class), values(MachineConfig::kfence));
    assertEquals(EnumSet.allOf(MachineConfig.Stage.class), values(MachineConfig::stage));
    assertEquals(EnumSet.allOf(MachineConfig.TablePlacement.class), values(MachineConfig::tables));
    assertEquals(Set.of(true, false), values(MachineConfig::debugPagealloc));
    assertEquals(Set.of(true, false), values(MachineConfig::realm));
    assertEquals(Set.of(true, false), values(MachineConfig::nonGlobal));
    assertEquals(Set.of(true, false), values(MachineConfig::bti));
  }

  @Test
  void everyPageSizeMeetsEveryKfenceAndARepaintAndAHole() {
    for (int shift : new int[] {12, 14, 16}) {
      Predicate<MachineConfig> pages = machine -> machine.geometry().pageShift() == shift;
      List<MachineConfig> some = ALL.stream().filter(pages).toList();
      for (MachineConfig.Kfence kfence : MachineConfig.Kfence.values()) {
        assertTrue(some.stream().anyMatch(machine -> machine.kfence() == kfence), "" + kfence);
      }
      assertTrue(some.stream().anyMatch(machine -> machine.bbml2() == MachineConfig.Bbml2.BOOT));
      assertTrue(some.stream().anyMatch(machine -> machine.banks().size() > 1));
      assertTrue(some.stream().anyMatch(machine -> machine.banks().get(0).start() == 0));
    }
  }

  @Test
  void someHolesEndInsideABlockAndOneMachineHasATebibyte() {
    assertTrue(ALL.stream().anyMatch(MachinesTest::raggedHole));
    assertTrue(ALL.stream().anyMatch(machine -> machine.banks().get(0).bytes() == 1L << 40));
  }

  private static boolean raggedHole(MachineConfig machine) {
    Bank second = machine.banks().get(Math.min(1, machine.banks().size() - 1));
    return machine.banks().size() > 1
        && second.start() % machine.geometry().bytes(Geometry.PMD) != 0;
  }

  private static <T> Set<T> values(Function<MachineConfig, T> property) {
    return new HashSet<>(ALL.stream().map(property).toList());
  }
}
