package io.splitproof.fuzz.cli;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Says how far work has come, if it takes more than two seconds: on a terminal in one line that
 * keeps changing, elsewhere in a line every few seconds. It looks at the clock by itself, so a
 * single step that takes minutes does not look like a hang.
 */
final class Progress implements AutoCloseable {

  private static final long MILLI = 1_000_000L;
  private static final long FIRST = 2_000 * MILLI;
  private static final long LIVE = 200 * MILLI;
  private static final long EVERY = 5_000 * MILLI;
  private static final long SOONER = 1_000 * MILLI;

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final Object lock = new Object();
  private Supplier<String> text;
  private long last;
  private long due;
  private boolean closed;

  /**
   * Begins; nothing is said before somebody calls {@link #tick}.
   *
   * @param first what to say at first; null for nothing
   * @param nanoTime a clock
   */
  Progress(Screen screen, String first, LongSupplier nanoTime) {
    this.screen = screen;
    this.text = first == null ? null : () -> first;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
    this.due = last + FIRST;
  }

  /** Begins, for the user of {@code command}. */
  static Progress on(CommandLine command, String first) {
    Progress progress = new Progress(Screen.of(command), first, System::nanoTime);
    Thread clock = new Thread(progress::run, "progress");
    clock.setDaemon(true);
    clock.start();
    return progress;
  }

  private void run() {
    synchronized (lock) {
      try {
        while (!closed) {
          tick();
          lock.wait(LIVE / MILLI);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What to say from now on. Called when it is time; must not take long. */
  void show(Supplier<String> line) {
    synchronized (lock) {
      text = line;
    }
  }

  /** Counts. */
  void show(long done, long all, String what) {
    show(() -> done + " of " + all + " " + what);
  }

  /** Something happened that is worth a line a little sooner. */
  void hurry() {
    synchronized (lock) {
      due = Math.min(due, last + SOONER);
    }
  }

  /** Says how far it is if it is time to. */
  void tick() {
    synchronized (lock) {
      long now = nanoTime.getAsLong();
      if (!closed && text != null && now - due >= 0) {
        last = now;
        due = now + (screen.isLive() ? LIVE : EVERY);
        screen.progress(text.get());
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
      screen.clear();
    }
  }
}
