package io.splitproof.fuzz.campaign;

import com.code_intelligence.jazzer.api.Jazzer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Main class of a worker process. It works until its standard input ends, which also happens when
 * its parent dies; then it reports a last time and leaves. Standard output carries the tally.
 */
public final class Worker {

  private Worker() {}

  /**
   * Works.
   *
   * @param args what {@link WorkerSettings#arguments} gives
   */
  public static void main(String[] args) {
    PrintStream parent = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    // What libraries print must not end up between the reports.
    System.setOut(System.err);
    LibFuzzer.install();
    System.exit(work(WorkerSettings.parse(List.of(args)), parent));
  }

  private static int work(WorkerSettings settings, PrintStream parent) {
    AtomicBoolean stop = stopWithParent();
    Search search = new Search(settings, Jazzer::exploreState, parent, stop::get, System::nanoTime);
    search.prepare();
    CountDownLatch done = finishBeforeExit(stop);
    try {
      LibFuzzer.start(search, settings.libFuzzerOptions());
      search.report();
    } finally {
      done.countDown();
    }
    if (search.failure() != null) {
      search.failure().printStackTrace();
      return 1;
    }
    return 0;
  }

  private static AtomicBoolean stopWithParent() {
    AtomicBoolean stop = new AtomicBoolean();
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                // As good as the end.
              }
              stop.set(true);
            },
            "parent watch");
    watch.setDaemon(true);
    watch.start();
    return stop;
  }

  /** An interrupt from the terminal reaches workers too: they finish what they are doing. */
  private static CountDownLatch finishBeforeExit(AtomicBoolean stop) {
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.set(true);
                  try {
                    done.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    return done;
  }
}
