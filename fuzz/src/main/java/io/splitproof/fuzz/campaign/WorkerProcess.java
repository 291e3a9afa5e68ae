package io.splitproof.fuzz.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A worker seen from its parent. */
final class WorkerProcess {

  /**
   * Lines of what a worker said that are kept, to show if it fails: enough for the programs of a
   * few findings that a full disk had no room for.
   */
  private static final int LAST_LINES = 1000;

  /** A program may take long, and its finding up to a few seconds to be written up. */
  private static final long PATIENCE_SECONDS = 20;

  /** libFuzzer's own progress, for example {@code #99 NEW cov: 12 ft: 34 corp: 56/7Kb ...}. */
  private static final Pattern PROGRESS = Pattern.compile("^#\\d+.* ft: (\\d+) corp: (\\d+)/.*");

  private static final int FEATURES = 1;
  private static final int CORPUS = 2;

  /** Processor time in which a worker comes to its first program on any machine. */
  private static final Duration START = Duration.ofSeconds(30);

  /** libFuzzer's status when a program took too long. */
  private static final int TOO_LONG = 70;

  /** Below what a process ends with that a signal killed. */
  private static final int FIRST_SIGNAL = 128;

  /**
   * What a JVM ends with, its work done, when it is asked to: by a terminal that closes, by an
   * interrupt from there, or by whoever ends the campaign with all its processes.
   */
  private static final Set<Integer> ASKED = Set.of(129, 130, 143);

  private final Process process;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final List<Thread> readers = new ArrayList<>();
  private volatile Tally tally = new Tally();
  private volatile long corpus;
  private volatile long features;
  private boolean idle;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a worker on the JVM and the class path of this process.
   *
   * @param ended told when it has ended, whatever the reason
   */
  static WorkerProcess start(WorkerSettings settings, Runnable ended) throws IOException {
    return start(command(settings), ended);
  }

  /** Starts one by its command line. */
  static WorkerProcess start(List<String> command, Runnable ended) throws IOException {
    WorkerProcess worker = new WorkerProcess(new ProcessBuilder(command).start());
    worker.read(worker.process.getInputStream(), worker::reported);
    worker.read(worker.process.getErrorStream(), worker::said);
    worker.process.onExit().thenRun(ended);
    return worker;
  }

  private static List<String> command(WorkerSettings settings) {
    List<String> command = WorkerJvm.command(Worker.class, settings.untilFirst());
    command.addAll(settings.arguments());
    return command;
  }

  private void read(InputStream stream, Consumer<String> each) {
    Thread reader =
        new Thread(
            () -> {
              InputStreamReader characters = new InputStreamReader(stream, StandardCharsets.UTF_8);
              try (BufferedReader lines = new BufferedReader(characters)) {
                lines.lines().forEach(each);
              } catch (IOException | UncheckedIOException e) {
                said(e.toString());
              }
            },
            "worker reader");
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }

  /** A JVM that dies says so where the tally goes, and may not come to the end of a line. */
  private void reported(String line) {
    try {
      tally = Tally.parse(line);
    } catch (IllegalArgumentException e) {
      said(line);
    }
  }

  private void said(String line) {
    Matcher matcher = PROGRESS.matcher(line);
    if (matcher.matches()) {
      features = Long.parseLong(matcher.group(FEATURES));
      corpus = Long.parseLong(matcher.group(CORPUS));
      return;
    }
    synchronized (lastLines) {
      lastLines.add(line);
      if (lastLines.size() > LAST_LINES) {
        lastLines.remove();
      }
    }
  }

  /** What it last reported. */
  Tally tally() {
    return tally;
  }

  /** Programs in its corpus. */
  long corpus() {
    return corpus;
  }

  /** What it has seen of branches and states. */
  long features() {
    return features;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to finish. */
  void askToStop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already.
      return;
    }
  }

  /** Makes it end at once; why is kept with what it said. */
  void kill(String reason) {
    said(reason);
    process.destroyForcibly();
  }

  /** Waits until it has finished, or makes it; one that is still starting has nothing to finish. */
  void end() {
    try {
      if (process.isAlive() && tally.programs() == 0) {
        leave();
      } else if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill("the worker did not stop within " + PATIENCE_SECONDS + " s");
      }
      process.waitFor();
      for (Thread reader : readers) {
        reader.join();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Does without one that has done nothing yet: that is a fault only if it had all it needs. */
  private void leave() {
    Duration spent = process.info().totalCpuDuration().orElse(Duration.ZERO);
    idle = spent.compareTo(START) < 0;
    kill("the worker did not come to its first program in " + spent.toSeconds() + " s");
  }

  /** Whether it ended of itself for a fault of its own, and was not killed. */
  boolean isBroken() {
    int status = process.exitValue();
    return status != 0 && status < FIRST_SIGNAL;
  }

  /** Why it ended, if that was not as it should be. Call when it has ended. */
  Optional<String> failure() {
    int status = process.exitValue();
    if (idle || status == 0 || ASKED.contains(status)) {
      return Optional.empty();
    }
    if (status == TOO_LONG) {
      return Optional.of(
          "a program took longer than " + WorkerSettings.LONGEST_SECONDS + " s: either the judged"
              + " never comes back from it, or this machine stood still; it is the file"
              + " timeout-... among the findings");
    }
    synchronized (lastLines) {
      return Optional.of(
          "a worker ended with status " + status + "\n" + String.join("\n", lastLines));
    }
  }
}
