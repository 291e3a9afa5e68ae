package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTextTest {

  private static final MachineConfig STANDARD = Machines.standard();

  @Test
  void nothingSaidChangesNothing() {
    assertEquals(STANDARD, MachineText.parse("", STANDARD));
  }

  @Test
  void everyMachineOfTheCatalogueWritesAndReadsBack() {
    for (Machines.Preset preset : Machines.all()) {
      String text = MachineText.print(preset.machine());
      assertEquals(preset.machine(), MachineText.parse(text, STANDARD), preset.name());
      assertEquals(text, MachineText.print(MachineText.parse(text, STANDARD)));
    }
  }

  @Test
  void keysMayComeInAnyOrder() {
    MachineConfig one = MachineText.parse("kpti rodata off 16K/47 cpus 3", STANDARD);
    MachineConfig other = MachineText.parse("cpus 3 16K/47 kpti rodata off", STANDARD);
    assertEquals(one, other);
    assertEquals(Geometry.named("16K/47"), one.geometry());
    assertEquals(3, one.cpus());
    assertTrue(one.nonGlobal());
  }

  @Test
  void aPresetIsABaseForWhatFollows() {
    MachineConfig machine = MachineText.parse("preset 4k48-realm no-realm cpus 5", STANDARD);
    assertFalse(machine.realm());
    assertEquals(5, machine.cpus());
  }

  @Test
  void anotherGeometryBringsItsImageAndMemoryMovesIt() {
    KernelImage at64K = MachineText.parse("64K/48", STANDARD).kernel();
    assertEquals(0x407f0000L, at64K.initBegin());
    KernelImage moved = MachineText.parse("64K/48 ram 0x0+4G", STANDARD).kernel();
    assertEquals(0x7f0000L, moved.initBegin());
    KernelImage same = MachineText.parse("ram 0x80000000+1G", STANDARD).kernel();
    assertEquals(0x80200000L, same.text());
  }

  @Test
  void banksAreListedWithSuffixesOrHexadecimal() {
    String ram = "0x40000000+1G,0x90000000+0x3333000";
    MachineConfig machine = MachineText.parse("ram " + ram, STANDARD);
    assertEquals(
        List.of(new Bank(0x40000000L, 1L << 30), new Bank(0x90000000L, 0x3333000L)),
        machine.banks());
    assertTrue(MachineText.print(machine).contains(" ram " + ram + " kernel "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ram                        | the line ends early; expected banks such as
          ram 0x40000000             | '0x40000000' is not a bank; expected START+SIZE
          ram 0x40000000+1Q          | '1Q' is not the size of a bank
          ram 0x40000000+            | '' is not the size of a bank
          ram 0x40000800+1G          | ram 0x40000800+1G is not page-aligned
          ram 0x40000000+0           | ram 0x40000000+0x0 does not fit
          ram 0x40000000+16M         | too little ram; expected at least 64M
          ram 0x40000000+1G,0x80000000+1G | ram 0x80000000+1G is out of order; expected ascending
          ram 0x80000000+1G,0x40000000+1G | ram 0x40000000+1G is out of order
          ram 0xffffffff00000000+4G  | does not fit; expected at most 48 bits of address
          realm ram 0x40000000+200T  | does not fit; expected at most 47 bits of address in a realm
          4K/39 ram 0x40000000+300G  | ram spans 300G; expected at most 256G, the linear map
          64K/42 ram 0x0+3T          | ram spans 3T; expected at most 2T
          kernel 1,2,3               | '1,2,3' is not a kernel image; expected _text,_stext
          kernel 0x40200000,0x40210000,0x406e0001,0x407b0000,0x409a8000 | 0x406e0001 is not page-al
          kernel 0x40200000,0x40210000,0x406e0000,0x405b0000,0x409a8000 | 0x405b0000 is out of order
          kernel 0x40200000,0x40210000,0x40210000,0x407b0000,0x409a8000 | kernel has no text
          kernel 0x200000,0x210000,0x6e0000,0x7b0000,0x9a8000 | does not lie inside one bank of ram
          64K/48 kernel 0x40200000,0x40210000,0x406e0000,0x407b0000,0x409a8000 | not page-aligned
          cpus 0                     | cpus 0; expected 1 to 64
          cpus x                     | 'x' is not a number of CPUs
          bbml2 some                 | 'some' is not which CPUs have BBML2; expected one of all
          rodata on                  | 'on' is not a rodata setting; expected one of full, noalias
          kfence soon                | expected one of none, early, late
          tables near                | expected one of apart, inside
          stage late                 | expected one of early, booted
          kpti kpti                  | 'kpti' is given twice; expected each key once
          realm no-realm             | 'no-realm' is given twice; expected each key once
          no-ram                     | 'no-ram' is not a machine key; expected a geometry
          speed 3                    | 'speed' is not a machine key; expected a geometry
          4K/47                      | '4K/47' is not a geometry
          preset big                 | 'big' is not a preset; expected before other keys, one of
          kpti preset 4k48           | '4k48' is not a preset; expected before other keys
          """)
  void aMachineThatCannotBeIsRefused(String text, String complaint) {
    ProgramSyntaxException e =
        assertThrows(ProgramSyntaxException.class, () -> MachineText.parse(text, STANDARD));
    assertTrue(e.getMessage().contains(complaint), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17})
  void banksAreLimited(int count) {
    StringBuilder ram = new StringBuilder("ram ");
    for (int i = 0; i < count; i++) {
      ram.append(i == 0 ? "" : ",").append(1 + i).append("G+64M");
    }
    if (count > MachineRules.MAX_BANKS) {
      assertThrows(
          ProgramSyntaxException.class, () -> MachineText.parse(ram.toString(), STANDARD));
    } else {
      assertEquals(count, MachineText.parse(ram.toString(), STANDARD).banks().size());
    }
  }

  @Test
  void aProgramOnAMachineThatCannotBeIsRefused() {
    MachineConfig base = STANDARD;
    MachineConfig noMemory =
        new MachineConfig(
            base.geometry(), List.of(), base.kernel(), base.bbml2(), base.cpus(), base.rodata(),
            base.kfence(), false, false, false, false, base.tables(), base.stage());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Program(noMemory, Clients.ANY, List.of()));
    assertEquals("0 banks of ram; expected 1 to 16", e.getMessage());
  }
}
