package io.splitproof.oracle.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.Operation.FinalizeCapabilities;
import io.splitproof.oracle.reference.Boot.Split;
import org.junit.jupiter.api.Test;

/** What a design changes in what is expected, and what it does not. */
class DesignTest {

  private static final Observed NOTHING = va -> PageState.HOLE;

  private static World world(MachineConfig config, Design design) {
    return new Reference(config, design).world();
  }

  @Test
  void aMapOfPagesNeedsNoSplitUntilAllCpusAreKnown() {
    Boot boot = world(Machines.early(), Design.COLLAPSE).boot();
    assertEquals(Split.NOT_NEEDED, boot.split());
    boot.cpuUp(true);
    assertEquals(Split.NOT_NEEDED, boot.split());
    assertTrue(boot.finalizingCollapses());
    boot.finalizeCapabilities();
    assertEquals(Split.POSSIBLE, boot.split());
    assertFalse(boot.finalizingCollapses());
  }

  @Test
  void aMapOfPagesStaysOneAndIsNotRepaintedWhereACpuLacksBbml2() {
    Boot boot = world(Machines.early(), Design.COLLAPSE).boot();
    boot.cpuUp(false);
    assertFalse(boot.finalizingCollapses());
    assertFalse(boot.finalizingRepaints());
    boot.finalizeCapabilities();
    assertEquals(Split.NOT_NEEDED, boot.split());
  }

  @Test
  void linuxIsJudgedAsBefore() {
    Boot boot = world(Machines.early(), Design.LINUX_7_2).boot();
    assertEquals(Split.POSSIBLE, boot.split());
    boot.cpuUp(false);
    assertEquals(Split.REFUSED, boot.split());
    assertTrue(boot.finalizingRepaints());
    assertFalse(boot.finalizingCollapses());
  }

  @Test
  void aMapThatNobodyChangesHasLargeLeavesFromTheStart() {
    MachineConfig config = Machines.with(Machines.early(), Rodata.OFF, Stage.EARLY);
    Boot boot = world(config, Design.COLLAPSE).boot();
    assertFalse(boot.pagesOnly());
    assertFalse(boot.finalizingCollapses());
  }

  @Test
  void theFirstCollapseMayInvalidateTheLinearMapOnce() {
    long most = most(Design.COLLAPSE) - most(Design.LINUX_7_2);
    World world = world(Machines.early(), Design.COLLAPSE);
    long bytes = world.geometry().linearEnd() - world.geometry().linearStart();
    assertEquals(bytes >>> 12, most);
  }

  private static long most(Design design) {
    Reference reference = new Reference(Machines.early(), design);
    FlushPromise promise = new FlushPromise(reference.world().geometry());
    reference.flushes().begin(new FinalizeCapabilities(), promise);
    return promise.pages();
  }

  @Test
  void endsAreKeptWhereLeavesGrowAndForgottenWithTheirMemory() {
    World world = world(Machines.early(), Design.COLLAPSE);
    world.observe(NOTHING);
    long va = world.config().linearVa(Machines.BASE);
    long end = va + Machines.BLOCK;
    world.ends().add(va + 0x5000);
    world.ends().add(va + 0x5008);
    world.ends().add(world.geometry().vmallocStart());
    assertEquals(va + 0x5000, world.ends().firstInside(va, end));
    assertEquals(FixedEnds.NONE, world.ends().firstInside(va, va + 0x5000));
    assertEquals(FixedEnds.NONE, world.ends().firstInside(va + 0x5000, end));
    world.ends().forget(va, end);
    assertEquals(FixedEnds.NONE, world.ends().firstInside(va, end));
  }

  @Test
  void theAliasOfDataIsHiddenWhereTheDesignSaysSo() {
    World world = world(Machines.booted(), Design.LINUX_7_3);
    int hidden = world.linearDefault() & ~world.validBits();
    assertEquals(hidden, dataOnceBooted(Design.LINUX_7_3, hidden));
    assertNotEquals(hidden, dataOnceBooted(Design.LINUX_7_2, hidden));
    assertNotEquals(
        world.normalReadOnly(), dataOnceBooted(Design.LINUX_7_3, world.normalReadOnly()));
  }

  /** What is expected of the alias of data, where tables show {@code found} after boot. */
  private static int dataOnceBooted(Design design, int found) {
    Reference reference = new Reference(Machines.booted(), design);
    reference.booted(va -> found);
    PageMap pages = reference.world().pages();
    return pages.get(pages.linearVpn(Machines.booted().kernel().initEnd() >> 12));
  }

  @Test
  void noEndsAreKeptWhereLeavesNeverGrow() {
    World world = world(Machines.early(), Design.LINUX_7_2);
    long va = world.config().linearVa(Machines.BASE);
    world.ends().add(va + 0x5000);
    assertEquals(FixedEnds.NONE, world.ends().firstInside(va, va + Machines.BLOCK));
  }
}
