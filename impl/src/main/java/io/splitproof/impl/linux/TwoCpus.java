package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * The first operation on CPU 0, the second on CPU 1. Each has a Java thread for its stack; they
 * hand over to each other, so only one ever runs.
 */
final class TwoCpus extends Sharing {

  private static final int NO_LIMIT = -1;

  /** How often a thread looks whether its turn has come before it goes to sleep. */
  private static final int LOOKS = 200;

  /** A thread that nobody needs ends after this long. */
  private static final long IDLE_SECONDS = 2;

  private final ExecutorService secondThread;
  private final Thread[] threads = new Thread[2];
  private final boolean[] ended = new boolean[2];
  private final Lock[] awaited = new Lock[2];

  /** CPU whose turn it is; handing over makes everything before it visible to the other thread. */
  private volatile int turnOf;

  private List<Integer> turns;
  private int turn;
  private int storesLeft;

  /** What was left of the turn of the CPU that waits for a lock. */
  private int storesLeftOfWaiting;

  private boolean stop;
  private Throwable failure;

  /** Creates the two; {@code secondThread} runs one task at a time. */
  TwoCpus(Kernel kernel, ExecutorService secondThread, IntSupplier first, IntSupplier second) {
    super(kernel, false, first, second);
    this.secondThread = secondThread;
  }

  /** One thread, made when it is first needed; it ends when nobody needs it for a while. */
  static ExecutorService secondThread() {
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "cpu 1");
          thread.setDaemon(true);
          return thread;
        };
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  @Override
  void runBoth(Interleaving interleaving) {
    turns = interleaving.turns();
    threads[0] = Thread.currentThread();
    storesLeft = turns.get(0);
    try {
      if (storesLeft == 0) {
        endTurn();
      }
      carryOut(0);
      ended[0] = true;
      if (!ended[1] && !kernel.isDead()) {
        goOnAlone();
        switchTo(1);
      }
    } catch (Death death) {
      ended[0] = true;
    } finally {
      ended[0] = true;
      unwindSecond();
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Whatever happened, the second thread is not left in the middle of an operation. */
  private void unwindSecond() {
    if (threads[1] != null && !ended[1]) {
      stop = true;
      handOverTo(1);
      awaitTurn(0);
    }
  }

  @Override
  int undisturbed() {
    return storesLeft == NO_LIMIT ? Integer.MAX_VALUE : storesLeft;
  }

  @Override
  void stored(int count) {
    if (storesLeft != NO_LIMIT) {
      storesLeft -= count;
      if (storesLeft == 0) {
        endTurn();
      }
    }
  }

  /** The turn is over: the next that is not empty begins, or the last, which has no limit. */
  private void endTurn() {
    do {
      turn++;
      storesLeft = turn < turns.size() ? turns.get(turn) : NO_LIMIT;
    } while (storesLeft == 0);
    if (turn % 2 != turnOf) {
      switchTo(turn % 2);
    }
  }

  private void goOnAlone() {
    storesLeft = awaited[1 - turnOf] == null ? NO_LIMIT : storesLeftOfWaiting;
  }

  @Override
  boolean await(Lock lock) {
    int cpu = turnOf;
    int other = 1 - cpu;
    if (ended[other] || awaited[other] != null) {
      return false;
    }
    awaited[cpu] = lock;
    storesLeftOfWaiting = storesLeft;
    storesLeft = NO_LIMIT;
    switchTo(other);
    awaited[cpu] = null;
    return true;
  }

  @Override
  void released(Lock lock) {
    int other = 1 - turnOf;
    if (awaited[other] == lock) {
      storesLeft = storesLeftOfWaiting;
      switchTo(other);
    }
  }

  /** Lets the other CPU run; returns when it is this one's turn again. */
  private void switchTo(int cpu) {
    if (ended[cpu]) {
      storesLeft = NO_LIMIT;
      return;
    }
    kernel.switchTo(tasks[cpu]);
    kernel.events().runningOn(cpu);
    handOverTo(cpu);
    awaitTurn(1 - cpu);
    if (stop) {
      throw new Death();
    }
  }

  private void handOverTo(int cpu) {
    turnOf = cpu;
    if (threads[cpu] != null) {
      LockSupport.unpark(threads[cpu]);
    } else {
      secondThread.execute(this::runSecond);
    }
  }

  private void awaitTurn(int cpu) {
    for (int look = 0; look < LOOKS && turnOf != cpu; look++) {
      Thread.onSpinWait();
    }
    while (turnOf != cpu) {
      LockSupport.park(this);
    }
  }

  private void runSecond() {
    threads[1] = Thread.currentThread();
    try {
      carryOut(1);
    } catch (Death death) {
      // The first has ended the run, and has kept the reason.
    } catch (Error | RuntimeException thrown) {
      failure = thrown;
    } finally {
      ended[1] = true;
      backToFirst();
    }
  }

  private void backToFirst() {
    if (failure != null || kernel.isDead()) {
      stop = true;
    } else if (!ended[0]) {
      goOnAlone();
      kernel.switchTo(tasks[0]);
      kernel.events().runningOn(0);
    }
    turnOf = 0;
    LockSupport.unpark(threads[0]);
  }
}
