package io.splitproof.impl.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation.CpuUp;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In what the versions of the series differ. */
class VersionsTest {

  private static final long BASE = 0x4000_0000;
  private static final long BLOCK = 2 << 20;
  private static final long PAGE = 4096;

  /** A block that nothing else is in. */
  private static final long SPARE = BASE + 8 * BLOCK;

  private static MachineConfig config(Bbml2 bbml2, Stage stage, boolean realm) {
    return new MachineConfig(
        Geometry.named("4K/39"),
        List.of(new Bank(BASE, 64L << 20)),
        new KernelImage(BASE, BASE, BASE + PAGE, BASE + PAGE, BASE + 2 * PAGE),
        bbml2,
        2,
        MachineConfig.Rodata.FULL,
        MachineConfig.Kfence.NONE,
        false,
        realm,
        false,
        false,
        MachineConfig.TablePlacement.APART,
        stage);
  }

  private static Machine boot(String variant, boolean realm) {
    MachineConfig config = config(Bbml2.ALL, Stage.EARLY, realm);
    return Variants.named(variant).boot(config, MachineEvents.NONE);
  }

  private static Machine booted(String variant) {
    MachineConfig config = config(Bbml2.ALL, Stage.BOOTED, false);
    return Variants.named(variant).boot(config, MachineEvents.NONE);
  }

  private static Outcome valid(Machine machine, long pa, long pages, boolean on) {
    return machine.apply(new SetMemoryValid(Address.physical(pa), (int) pages, on));
  }

  private static Translation at(Machine machine, long pa) {
    return new HardwareWalk(machine.config().geometry(), machine.memory(), machine.rootTable())
        .walk(machine.config().linearVa(pa));
  }

  private static boolean isMarked(Machine machine, long pa) {
    return (at(machine, pa).descriptor() & Descriptor.CONTIGUOUS) != 0;
  }

  @Test
  void theRfcSplitsABlockStraightToPagesAndLaterOnesLeaveGroups() {
    Machine rfc = booted("rfc-v2");
    Machine later = booted("v7");
    for (Machine machine : List.of(rfc, later)) {
      assertEquals(Outcome.OK, valid(machine, SPARE, 1, false));
      assertEquals(Geometry.PTE, at(machine, SPARE + BLOCK / 2).level());
    }
    assertFalse(isMarked(rfc, SPARE + BLOCK / 2));
    assertTrue(isMarked(later, SPARE + BLOCK / 2));
  }

  @Test
  void theRfcSplitsWhatItReachesIntoAndLaterOnesOnlyAtTheEnds() {
    Machine rfc = booted("rfc-v2");
    Machine later = booted("v8");
    for (Machine machine : List.of(rfc, later)) {
      assertEquals(Outcome.OK, valid(machine, SPARE, 2 * BLOCK / PAGE, false));
      assertEquals(Outcome.OK, valid(machine, SPARE, 2 * BLOCK / PAGE, true));
    }
    assertEquals(Geometry.PTE, at(rfc, SPARE + BLOCK).level());
    assertEquals(Geometry.PMD, at(later, SPARE + BLOCK).level());
  }

  @Test
  void theRfcTakesNoCpuThatLacksWhatTheBootCpuHas() {
    assertEquals(Outcome.EIO, boot("rfc-v2", false).apply(new CpuUp(false)).status());
    assertEquals(Outcome.OK, boot("rfc-v2", false).apply(new CpuUp(true)));
    assertEquals(Outcome.OK, boot("v7", false).apply(new CpuUp(false)));
    Variant rfc = Variants.named("rfc-v2");
    assertFalse(rfc.runsOn(config(Bbml2.BOOT, Stage.BOOTED, false)));
    assertTrue(rfc.runsOn(config(Bbml2.NONE, Stage.BOOTED, false)));
  }

  @Test
  void anInvalidBlockIsValidAgainFromVersion8On() {
    for (String variant : List.of("v7", "v8", "linux-7.2")) {
      Machine machine = booted(variant);
      assertEquals(Outcome.OK, valid(machine, SPARE, BLOCK / PAGE, false));
      assertFalse(at(machine, SPARE).isMapped());
      assertEquals(Outcome.OK, valid(machine, SPARE, BLOCK / PAGE, true));
      assertEquals(!variant.equals("v7"), at(machine, SPARE).isMapped(), variant);
    }
  }

  @Test
  void realmsAreMappedByPagesWhereThatIsTheRemedy() {
    assertEquals(Geometry.PMD, at(boot("v8", true), SPARE).level());
    assertEquals(Geometry.PMD, at(boot("v8-split-while-alone", true), SPARE).level());
    assertEquals(Geometry.PTE, at(boot("v8-realm-by-pages", true), SPARE).level());
    assertEquals(Geometry.PMD, at(boot("v8-realm-by-pages", false), SPARE).level());
  }

  @Test
  void kprobesPagesAreProtectedFromVersion8On() {
    assertFalse(Variants.named("rfc-v2").makesKprobesPagesRox());
    assertFalse(Variants.named("v7").makesKprobesPagesRox());
    assertTrue(Variants.named("v8").makesKprobesPagesRox());
    assertTrue(Variants.named("linux-7.2").makesKprobesPagesRox());
  }

  @Test
  void everySystemSaysWhereItComesFrom() {
    for (Variant variant : Variants.all()) {
      assertFalse(variant.provenance().isBlank(), variant.name());
    }
  }
}
