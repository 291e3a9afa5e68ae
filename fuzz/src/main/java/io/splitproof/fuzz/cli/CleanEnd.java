package io.splitproof.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets long work end well on Ctrl-C: it is told, prints what it has, and keeps its exit status. */
final class CleanEnd {

  /** Work that ends with an {@link ExitStatus}. */
  @FunctionalInterface
  interface Work {
    /** Works. */
    int run() throws IOException;
  }

  private CleanEnd() {}

  /**
   * Works.
   *
   * @param stop asks the work to end early; called from another thread
   * @param err where a failure goes that comes of ending early, as nobody else can tell then
   */
  static int on(Runnable stop, Work work, PrintWriter err) throws IOException {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread hook =
        new Thread(
            () -> {
              interrupted.set(true);
              stop.run();
              Runtime.getRuntime().halt(status.join());
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      status.complete(work.run());
    } catch (IOException | RuntimeException | Error e) {
      if (interrupted.get()) {
        e.printStackTrace(err);
        err.flush();
      }
      throw e;
    } finally {
      status.complete(ExitStatus.BROKEN);
      forget(hook);
    }
    return status.join();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running: the process ends there.
      return;
    }
  }
}
