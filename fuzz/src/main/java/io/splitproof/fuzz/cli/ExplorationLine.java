package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.exhaustive.ExplorationStatus;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says how far an exploration is. */
final class ExplorationLine implements Consumer<ExplorationStatus> {

  private final Progress progress;
  private final LongSupplier nanoTime;
  private final long start;

  ExplorationLine(Progress progress, LongSupplier nanoTime) {
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public void accept(ExplorationStatus status) {
    progress.show(() -> line(status, nanoTime.getAsLong() - start));
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
