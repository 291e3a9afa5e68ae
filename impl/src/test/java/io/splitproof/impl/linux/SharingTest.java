package io.splitproof.impl.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Whose turn it is, store by store; the operations are made up. */
class SharingTest {

  private static final long TABLE = 0x4000_0000;

  private final Kernel kernel = new Kernel(config());
  private final ExecutorService secondCpu = TwoCpus.secondThread();
  private final List<String> log = new ArrayList<>();

  SharingTest() {
    kernel.boot.freeze();
    kernel.listen(
        new MachineEvents() {
          @Override
          public void runningOn(int cpu) {
            log.add("cpu" + cpu);
          }

          @Override
          public void interrupted() {
            log.add("interrupt");
          }

          @Override
          public void resumed() {
            log.add("resumed");
          }

          @Override
          public void stored(long pa, long before, long after) {
            log.add((pa < TABLE + 0x800 ? "a" : "b") + (pa & 0x7ff) / 8);
          }

          @Override
          public void filled(long pa, int count, long first, long step) {
            for (int i = 0; i < count; i++) {
              stored(pa + 8L * i, 0, first + i * step);
            }
          }

          @Override
          public void locked(Lock lock) {
            log.add("lock");
          }

          @Override
          public void barrier(Barrier barrier) {
            log.add(barrier.name());
          }

          @Override
          public void panicked(String reason) {
            log.add("panic");
          }
        });
  }

  private static MachineConfig config() {
    long base = TABLE;
    return new MachineConfig(
        Geometry.named("4K/39"),
        List.of(new Bank(base, 64L << 20)),
        new KernelImage(base, base, base + 0x1000, base + 0x1000, base + 0x2000),
        MachineConfig.Bbml2.ALL,
        2,
        MachineConfig.Rodata.FULL,
        MachineConfig.Kfence.NONE,
        false,
        false,
        false,
        false,
        MachineConfig.TablePlacement.APART,
        MachineConfig.Stage.BOOTED);
  }

  private void a(int entry) {
    kernel.store(TABLE + 8L * entry, 0);
  }

  private void b(int entry) {
    kernel.store(TABLE + 0x800 + 8L * entry, 0);
  }

  private int fourOfA() {
    for (int i = 1; i <= 4; i++) {
      a(i);
    }
    return 0;
  }

  private int threeOfB() {
    for (int i = 1; i <= 3; i++) {
      b(i);
    }
    return 7;
  }

  private Outcome[] beside(IntSupplier first, IntSupplier second, Integer... turns) {
    return new TwoCpus(kernel, secondCpu, first, second)
        .run(new Interleaving(false, List.of(turns)));
  }

  private Outcome[] interrupt(IntSupplier first, IntSupplier second, int stores) {
    return new Interrupt(kernel, first, second)
        .run(new Interleaving(true, List.of(stores)));
  }

  private String told() {
    String text = String.join(" ", log);
    log.clear();
    return text;
  }

  @Test
  void turnsCountStoresAndTheLastGoesOnToTheEnd() {
    Outcome[] outcomes = beside(this::fourOfA, this::threeOfB, 2, 1);
    assertEquals("a1 a2 cpu1 b1 cpu0 a3 a4 cpu1 b2 b3", told());
    assertEquals(Outcome.OK, outcomes[0]);
    assertEquals(Outcome.of(7), outcomes[1]);
    beside(this::fourOfA, this::threeOfB, 1);
    assertEquals("a1 cpu1 b1 b2 b3 cpu0 a2 a3 a4", told());
  }

  @Test
  void anEmptyTurnGivesTheOtherTheFirst() {
    beside(this::fourOfA, this::threeOfB, 0, 2, 3);
    assertEquals("cpu1 b1 b2 cpu0 a1 a2 a3 cpu1 b3 cpu0 a4", told());
    beside(this::fourOfA, this::threeOfB, 1, 0, 1);
    assertEquals("a1 a2 cpu1 b1 b2 b3 cpu0 a3 a4", told());
  }

  @Test
  void whoMakesFewerStoresThanItsTurnEndsIt() {
    beside(this::fourOfA, this::threeOfB, 100, 2, 5);
    assertEquals("a1 a2 a3 a4 cpu1 b1 b2 b3", told());
  }

  @Test
  void aHeldLockIsWaitedForUntilItIsReleased() {
    IntSupplier first =
        () -> {
          kernel.lock(Lock.SPLIT);
          a(1);
          a(2);
          kernel.unlock(Lock.SPLIT);
          a(3);
          return 0;
        };
    IntSupplier second =
        () -> {
          b(1);
          kernel.lock(Lock.SPLIT);
          b(2);
          kernel.unlock(Lock.SPLIT);
          return 0;
        };
    beside(first, second, 1, 2, 5);
    assertEquals("lock a1 cpu1 b1 cpu0 a2 cpu1 lock b2 cpu0 a3 cpu1", told());
  }

  @Test
  void locksTakenCrosswiseEndBoth() {
    IntSupplier first = () -> both(Lock.SPLIT, Lock.PURGE, 1);
    IntSupplier second = () -> both(Lock.PURGE, Lock.SPLIT, 2);
    Outcome[] outcomes = beside(first, second, 1);
    assertEquals("lock a1 cpu1 lock a2 cpu0 panic", told());
    assertTrue(outcomes[0].died() && outcomes[1].died());
    kernel.reset();
    assertFalse(beside(first, second, 2)[0].died());
  }

  private int both(Lock outer, Lock inner, int entry) {
    kernel.lock(outer);
    a(entry);
    kernel.lock(inner);
    kernel.unlock(inner);
    kernel.unlock(outer);
    return 0;
  }

  @Test
  void aLockThatNobodyReleasesEndsTheOther() {
    IntSupplier keeps =
        () -> {
          kernel.lock(Lock.SPLIT);
          return 0;
        };
    Outcome[] outcomes = beside(keeps, () -> both(Lock.SPLIT, Lock.PURGE, 1), 1);
    assertFalse(outcomes[0].died());
    assertTrue(outcomes[1].died());
  }

  @Test
  void aLockTakenTwiceByOneEndsIt() {
    kernel.lock(Lock.SPLIT);
    assertFalse(kernel.isDead());
    kernel.lock(Lock.SPLIT);
    assertTrue(kernel.isDead());
  }

  @Test
  void anInterruptRunsWholeWhereItIsAskedFor() {
    interrupt(this::fourOfA, this::threeOfB, 2);
    assertEquals("a1 a2 interrupt b1 b2 b3 resumed a3 a4", told());
    interrupt(this::fourOfA, this::threeOfB, 0);
    assertEquals("interrupt b1 b2 b3 resumed a1 a2 a3 a4", told());
    interrupt(this::fourOfA, this::threeOfB, 9);
    assertEquals("a1 a2 a3 a4 interrupt b1 b2 b3 resumed", told());
  }

  @Test
  void anInterruptCannotWaitForWhatItInterrupts() {
    IntSupplier takes = () -> both(Lock.SPLIT, Lock.PURGE, 1);
    Outcome[] outcomes = interrupt(takes, takes, 1);
    assertEquals("lock a1 interrupt panic resumed", told());
    assertTrue(outcomes[0].died() && outcomes[1].died());
  }

  @Test
  void lazyModeIsOneTasksOwn() {
    IntSupplier lazy =
        () -> {
          kernel.enterLazyMode();
          kernel.store(TABLE, 3);
          kernel.store(TABLE, 3);
          kernel.leaveLazyMode();
          return 0;
        };
    IntSupplier eager =
        () -> {
          kernel.store(TABLE + 0x800, 3);
          return 0;
        };
    beside(lazy, eager, 1);
    assertEquals("a0 cpu1 b0 DSB_ISHST ISB cpu0 a0 DSB_ISHST ISB", told());
    interrupt(eager, lazy, 5);
    String flushed = "a0 DSB_ISHST ISB a0 DSB_ISHST ISB";
    assertEquals("b0 DSB_ISHST ISB interrupt " + flushed + " resumed", told());
  }

  @Test
  void warningsBelongToTheirOperation() {
    IntSupplier warns =
        () -> {
          kernel.warn(Warning.SPLIT_FAILED);
          return 0;
        };
    Outcome[] outcomes = beside(warns, this::threeOfB, 0, 1);
    assertEquals(1, outcomes[0].warningSet().size());
    assertEquals(0, outcomes[1].warnings());
  }

  @Test
  void aRunIsBrokenUpWhereATurnEndsAndANewTableNever() {
    IntSupplier run =
        () -> {
          kernel.fill(TABLE, 3, 0, 0);
          return 0;
        };
    beside(run, this::threeOfB, 2);
    assertEquals("a0 a1 cpu1 b1 b2 b3 cpu0 a2", told());
    IntSupplier table =
        () -> {
          kernel.fillNewTable(TABLE, 3, 0, 0);
          a(1);
          return 0;
        };
    beside(table, this::threeOfB, 1);
    assertEquals("a0 a1 a2 cpu1 b1 b2 b3 cpu0 a1", told());
  }

  @Test
  void aFaultOfTheHarnessUnwindsTheOtherAndIsPassedOn() {
    IntSupplier fails =
        () -> {
          b(1);
          throw new IllegalStateException("made up");
        };
    for (int turn = 0; turn < 4; turn++) {
      int stores = turn;
      assertThrows(
          IllegalStateException.class, () -> beside(this::fourOfA, fails, stores, 1));
      assertThrows(
          IllegalStateException.class, () -> beside(fails, this::fourOfA, stores, 2));
      assertThrows(IllegalStateException.class, () -> interrupt(this::fourOfA, fails, stores));
    }
    told();
    beside(this::fourOfA, this::threeOfB, 2, 1);
    assertEquals("a1 a2 cpu1 b1 cpu0 a3 a4 cpu1 b2 b3", told());
  }

  @Test
  void theSecondThreadIsUsedAgainAndKeepsNothingAlive() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      beside(
          this::fourOfA,
          () -> {
            threads.add(Thread.currentThread());
            return threeOfB();
          },
          1);
    }
    threads.forEach(thread -> assertSame(threads.get(0), thread));
    assertTrue(threads.get(0).isDaemon());
  }
}
