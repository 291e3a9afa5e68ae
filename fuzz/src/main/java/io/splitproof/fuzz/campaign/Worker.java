package io.splitproof.fuzz.campaign;

import com.code_intelligence.jazzer.api.Jazzer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

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
    List<String> arguments = List.of(args);
    if (WorkerSettings.guidance(arguments) == Guidance.GUIDED) {
      // Before anything of the judged is loaded. A hunt is over before branches would pay: to count
      // them takes twice the time, and states alone tell what is new in the first seconds.
      LibFuzzer.install(!WorkerSettings.untilFirst(arguments));
    }
    System.exit(work(WorkerSettings.parse(arguments), parent));
  }

  private static int work(WorkerSettings settings, PrintStream parent) {
    AtomicBoolean stop = stopWithParent();
    boolean guided = settings.guidance() == Guidance.GUIDED;
    StateSink sink = guided ? Jazzer::exploreState : (state, id) -> {};
    LongSupplier spent = new ProcessorTime();
    Search search = new Search(settings, sink, parent, stop::get, System::nanoTime, spent);
    search.prepare();
    CountDownLatch done = finishBeforeExit(stop);
    try {
      if (guided) {
        LibFuzzer.start(search, settings.libFuzzerOptions());
      } else {
        search.runWithoutGuidance();
      }
      search.report();
    } finally {
      done.countDown();
    }
    if (search.failure() != null) {
      search.failure().printStackTrace();
      return 1;
    }
    System.err.print(search.unsaved());
    return search.unsaved().isEmpty() ? 0 : 1;
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
