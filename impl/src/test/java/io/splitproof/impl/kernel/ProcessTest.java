package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Upcoming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of an executor, with a few lines of C in place of a kernel. */
class ProcessTest {

  private static final int STORE = 1;
  private static final int CRASH = 2;
  private static final int HANG = 3;
  private static final int UNMODELLED = 4;
  private static final int BREAK_OFF = 5;
  private static final int OPEN = 6;
  private static final int BUG = 7;
  private static final int MUCH = 8;

  @TempDir private static Path folder;
  private static boolean compiled;

  private final List<String> heard = new ArrayList<>();
  private int barriers;
  private Machine machine;

  @BeforeAll
  static void compile() throws InterruptedException {
    try {
      compiled =
          new ProcessBuilder(
                      "cc", "-O1", "-g", "-no-pie", "-DSECONDS=1", "-Ikernel", "-o",
                      file().toString(),
                      "src/test/c/world.c", "kernel/host.c", "kernel/confine.c")
                  .inheritIO()
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      compiled = false;
    }
  }

  private static Path file() {
    return folder.resolve("executor");
  }

  @BeforeEach
  void boot() {
    boolean here = System.getProperty("os.arch").equals("amd64");
    assumeTrue(compiled && here, "there is no C compiler for an x86-64 processor");
    KernelVariant variant =
        new KernelVariant("tree", executor -> file(), KernelVariant.Flavour.FAST);
    machine = variant.boot(KernelMachineTest.CONFIG, new Events());
  }

  private static Operation operation(int what) {
    return new Operation.SetMemoryValid(Address.physical(0x50000000L), what, true);
  }

  private Outcome apply(int what) {
    return machine.apply(operation(what));
  }

  private void assertDies(int what, String... reasons) {
    apply(STORE);
    assertTrue(apply(what).died());
    String last = heard.get(heard.size() - 1);
    for (String reason : reasons) {
      assertTrue(last.contains(reason), last);
    }
    machine.reset();
    assertStoresFromTheStart();
  }

  private void assertStoresFromTheStart() {
    heard.clear();
    assertEquals(Outcome.OK, apply(STORE));
    assertEquals(Outcome.OK, apply(STORE));
    assertEquals(List.of("stored 1", "stored 2"), heard);
  }

  @Test
  void aResetBringsTheDataBack() {
    apply(STORE);
    machine.reset();
    assertStoresFromTheStart();
  }

  @Test
  void aCrashIsToldWithItsLineAndAResetRevives() {
    assertDies(CRASH, "crash: Segmentation fault at address 0x10, in crash (", "world.c:");
  }

  @Test
  void aHangIsToldWithItsLine() {
    assertDies(HANG, "hang: ", "in hang (", "world.c:");
  }

  @Test
  void aBugIsToldWithItsLineInTheTree() {
    assertDies(BUG, "BUG: arch/arm64/mm/mmu.c:172");
  }

  @Test
  void whatIsNotModelledIsNoVerdictAndSaysWhoCalledIt() {
    ExecutorFailure failure = assertThrows(ExecutorFailure.class, () -> apply(UNMODELLED));
    assertTrue(failure.getMessage().contains("dump_page, in world_run ("), failure::getMessage);
  }

  @Test
  void whoBreaksOffGivesNoVerdict() {
    ExecutorFailure failure = assertThrows(ExecutorFailure.class, () -> apply(BREAK_OFF));
    assertTrue(failure.getMessage().contains("broke off"), failure::getMessage);
  }

  @Test
  void noFileCanBeOpened() {
    try {
      assertNotEquals(Outcome.OK, apply(OPEN));
    } catch (ExecutorFailure failure) {
      assertTrue(failure.getMessage().contains("broke off"), failure::getMessage);
    }
  }

  @Test
  void manyRequestsWithMuchToSayDoNotBlockEachOther() {
    List<Upcoming> likely = new ArrayList<>();
    likely.add(new Upcoming(FaultPlan.OFF, null));
    likely.addAll(Collections.nCopies(200, new Upcoming(null, operation(MUCH))));
    machine.upcoming(likely);
    machine.arm(FaultPlan.OFF);
    for (int i = 0; i < 100; i++) {
      assertEquals(Outcome.EINVAL, apply(MUCH).status());
    }
    assertEquals(100 * 20_000, barriers);
    assertEquals(Outcome.OK, apply(STORE));
    assertEquals(100 * 20_000, barriers);
    machine.reset();
    assertStoresFromTheStart();
  }

  private final class Events implements MachineEvents {

    @Override
    public void stored(long pa, long before, long after) {
      heard.add("stored " + after);
    }

    @Override
    public void barrier(Barrier barrier) {
      barriers++;
    }

    @Override
    public void panicked(String reason) {
      heard.add(reason);
    }
  }
}
