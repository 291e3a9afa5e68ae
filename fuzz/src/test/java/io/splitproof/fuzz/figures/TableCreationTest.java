package io.splitproof.fuzz.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.fuzz.figures.TableWork.Counts;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often tables are mapped and zeroed while they are made. */
class TableCreationTest {

  /** By pages, tables of 2 MiB; the first GiB of the linear map is empty. */
  private static final MachineConfig PAGES =
      ProgramText.parse("machine 4K/48 ram 0x40000000+4G bbml2 none stage early").machine();

  private static final long ADDED = 0x1_4000_0000L;
  private static final int ADDED_TABLES = 512 + 1;

  private static Counts atBoot(String variant, MachineConfig machine) {
    TableWork work = new TableWork();
    Variants.named(variant).boot(machine, work, MachineEvents.NONE);
    return work.counts();
  }

  private static Counts ofHotAdd(String variant) {
    TableWork work = new TableWork();
    Machine machine = Variants.named(variant).boot(PAGES, work);
    assertEquals(0, machine.apply(new Operation.AddMemory(ADDED, 1L << 30)).status());
    return work.counts();
  }

  /** 2048 tables of pages, 4 of PMDs, 1 of PUDs; the image's two parts come before the rest. */
  @ParameterizedTest
  @CsvSource({
    "tables-before, 4106, 2053",
    "tables-ops, 2053, 2053",
    "tables-explicit, 2053, 2053",
    "linux-7.2, 2053, 2053"
  })
  void earlyTablesAreMappedTwiceOrOnce(String variant, long making, long zeroings) {
    Counts counts = atBoot(variant, PAGES);
    assertEquals(2053, counts.tables());
    assertEquals(zeroings, counts.zeroings());
    assertEquals(making, counts.fixmaps());
    assertEquals(making, counts.making());
  }

  @ParameterizedTest
  @CsvSource({
    "tables-before, 1, 1, 1",
    "tables-ops, 0, 1, 0",
    "tables-explicit, 1, 2, 1",
    "linux-7.2, 1, 1, 1"
  })
  void lateTablesNeedNoFixmapWhereThereIsALinearMap(
      String variant, long mapped, long zeroed, long visits) {
    Counts counts = ofHotAdd(variant);
    assertEquals(ADDED_TABLES, counts.tables());
    assertEquals(mapped * ADDED_TABLES, counts.fixmaps());
    assertEquals(mapped * ADDED_TABLES, counts.making());
    assertEquals(zeroed * ADDED_TABLES, counts.zeroings());
    assertEquals(visits, counts.visits());
  }

  @Test
  void everySlotThatIsSetIsCleared() {
    for (String variant : Variants.names()) {
      Counts counts = atBoot(variant, PAGES);
      assertEquals(counts.slotsCleared(), counts.fixmaps() + counts.visits(), variant);
    }
  }

  @Test
  void theWaysDoNotDifferInTheTablesTheyMake() {
    for (String variant : List.of("tables-before", "tables-ops", "tables-explicit")) {
      Machine machine = Variants.named(variant).boot(PAGES, MachineEvents.NONE);
      Machine other = Variants.byDefault().boot(PAGES, MachineEvents.NONE);
      assertEquals(dump(other), dump(machine), variant);
    }
  }

  private static String dump(Machine machine) {
    return PtDump.linearMap(PAGES.geometry(), machine.memory(), machine.rootTable());
  }
}
