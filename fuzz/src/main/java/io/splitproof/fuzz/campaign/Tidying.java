package io.splitproof.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tidies the corpus of a campaign each time it has doubled, beside the search: what is early found
 * is often covered by later programs.
 */
final class Tidying {

  /** A corpus that is not worth the trouble. */
  static final int SMALL = 2000;

  private static final long PATIENCE_MILLIS = 2000;

  private final Upkeep upkeep;
  private final Path corpus;
  private Thread running;
  private volatile int left;

  /**
   * Creates one that has nothing to do so far.
   *
   * @param corpus the folder, or null for none
   * @param size programs in it
   */
  Tidying(Upkeep upkeep, Path corpus, int size) {
    this.upkeep = corpus == null ? Upkeep.NONE : upkeep;
    this.corpus = corpus;
    this.left = Math.max(SMALL / 2, size);
  }

  /** Tidies, beside the caller, if the corpus has grown enough; {@code size} programs are in it. */
  void consider(int size) {
    boolean busy = running != null && running.isAlive();
    if (busy || upkeep == Upkeep.NONE || size < 2L * left) {
      return;
    }
    running = new Thread(() -> tidy(size), "corpus upkeep");
    running.setDaemon(true);
    running.setPriority(Thread.MIN_PRIORITY);
    running.start();
  }

  private void tidy(int size) {
    try {
      left = Math.max(SMALL / 2, upkeep.tidy(corpus));
    } catch (IOException | RuntimeException | Error e) {
      // It was too large before, and still is: time to try again when it has doubled once more.
      left = size;
    }
  }

  /** Waits a little for what is under way; whatever it had not come to do can be left undone. */
  void end() {
    if (running == null) {
      return;
    }
    try {
      running.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
