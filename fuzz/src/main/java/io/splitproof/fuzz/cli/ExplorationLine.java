package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.exhaustive.ExplorationStatus;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says how far an exploration is: on a terminal one line that keeps changing, elsewhere a line
 * every few seconds.
 */
final class ExplorationLine implements Consumer<ExplorationStatus> {

  private static final long EVERY_NANOS = 5_000_000_000L;
  private static final long EVERY_NANOS_ON_A_TERMINAL = 200_000_000L;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long start;
  private long last;

  ExplorationLine(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.last = start;
  }

  @Override
  public void accept(ExplorationStatus status) {
    long now = nanoTime.getAsLong();
    if (now - last < (terminal ? EVERY_NANOS_ON_A_TERMINAL : EVERY_NANOS)) {
      return;
    }
    last = now;
    if (terminal) {
      err.print("\r" + line(status, now - start) + "\u001b[K");
    } else {
      err.println(line(status, now - start));
    }
    err.flush();
  }

  /** Leaves the line as it is and begins another. */
  void end() {
    if (terminal) {
      err.println();
      err.flush();
    }
  }

  private static String line(ExplorationStatus status, long nanos) {
    return String.format(
        Locale.ROOT,
        "%4d s  depth %d: %d of %d states gone on from, %d states known",
        nanos / 1_000_000_000L,
        status.depth(),
        status.done(),
        status.frontier(),
        status.states());
  }
}
