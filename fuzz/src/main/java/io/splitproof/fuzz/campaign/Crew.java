package io.splitproof.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * The workers of a campaign. One that dies is replaced, so that a search of weeks does not end with
 * it; one whose harness fails again and again is not. Every hour each is replaced by a fresh one,
 * because the engine never gives memory back.
 */
final class Crew {

  /** Starts a worker. */
  @FunctionalInterface
  interface Recruiting {

    /**
     * Starts one.
     *
     * @param ended told when it has ended, whatever the reason
     */
    WorkerProcess start(WorkerSettings settings, Runnable ended) throws IOException;
  }

  /** Failures of the harness after which a place stays empty. */
  private static final int PATIENCE = 3;

  static final long SHIFT_NANOS = 3_600_000_000_000L;

  /** A worker that has not run a program by then never will. */
  static final long START_NANOS = 600_000_000_000L;

  /** A worker that has not ended by then, though it was asked to, never will. */
  private static final long END_NANOS = 60_000_000_000L;

  /** One worker's place. */
  private final class Place {

    private final int number;
    private final Path folder;
    private WorkerProcess worker;
    private Tally past = new Tally();
    private long startNanos;
    private int times;
    private int failures;
    private boolean relieved;
    private boolean retired;

    Place(int number, Path folder) {
      this.number = number;
      this.folder = folder;
    }

    void start() throws IOException {
      WorkerSettings next = settings(number + times * settings.workers(), folder);
      worker = recruiting.start(next, ended);
      startNanos = nanoTime.getAsLong();
      times++;
      relieved = false;
      retired = false;
    }

    void tend() {
      if (worker.isAlive()) {
        watch(nanoTime.getAsLong() - startNanos);
      } else if (!settings.untilFirst()) {
        replace();
      }
    }

    private void watch(long nanos) {
      if (worker.tally().programs() == 0 && nanos > START_NANOS) {
        worker.kill("the worker did not come to its first program");
      } else if (relieved && nanos > END_NANOS) {
        worker.kill("the worker did not make room for its successor");
      } else if (mayRelieve && !relieved && nanos > SHIFT_NANOS) {
        worker.askToStop();
        relieved = true;
        startNanos = nanoTime.getAsLong();
      }
    }

    private void replace() {
      if (!retired) {
        retire();
      }
      if (failures == PATIENCE) {
        return;
      }
      boolean died = !relieved;
      try {
        start();
        restarts += died ? 1 : 0;
      } catch (IOException e) {
        fail(false, "a worker cannot be started: " + e.getMessage());
      }
    }

    /** Whether somebody works here, or will in a moment. */
    boolean isManned() {
      return worker.isAlive() || !settings.untilFirst() && failures < PATIENCE;
    }

    /** What is wrong with the worker that is here now, and was not told before. */
    Optional<String> failure() {
      return retired ? Optional.empty() : worker.failure();
    }

    private void retire() {
      retired = true;
      worker.end();
      past.addCounts(worker.tally());
      boolean idle = worker.tally().programs() == 0;
      if (idle || worker.isBroken()) {
        fail(
            worker.isBroken(),
            worker.failure().orElse("a worker ended before its first program"));
      }
    }

    /** What may have come from outside matters only if the place stays empty for it. */
    private void fail(boolean own, String reason) {
      failures++;
      if (own || failures == PATIENCE) {
        troubles.add(reason);
      }
    }

    void addTo(Tally sum) {
      sum.addCounts(past);
      if (!retired) {
        sum.add(worker.tally());
      }
    }
  }

  private final CampaignSettings settings;
  private final Path seeds;
  private final Path corpus;
  private final boolean mayRelieve;
  private final Runnable ended;
  private final Recruiting recruiting;
  private final LongSupplier nanoTime;
  private final List<Place> places = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private long restarts;

  /**
   * Prepares a crew.
   *
   * @param seeds folder of programs that run first
   * @param corpus folder of programs to go on from, or null
   * @param ended told when a worker has ended, whatever the reason
   * @param recruiting where workers come from
   * @param nanoTime a clock
   */
  Crew(
      CampaignSettings settings,
      Path seeds,
      Path corpus,
      Runnable ended,
      Recruiting recruiting,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.seeds = seeds;
    this.corpus = corpus;
    this.mayRelieve = corpus != null;
    this.ended = ended;
    this.recruiting = recruiting;
    this.nanoTime = nanoTime;
  }

  /** Starts them, each with a folder from {@code gathering}. */
  void start(Gathering gathering) throws IOException {
    for (int i = 0; i < settings.workers(); i++) {
      Place place = new Place(i, gathering.folder());
      place.start();
      places.add(place);
    }
  }

  /** Replaces those that ended; to be called a few times a second. */
  void tend() {
    places.forEach(Place::tend);
  }

  /** Asks all to finish, and waits until they have. */
  void end() {
    places.forEach(place -> place.worker.askToStop());
    places.forEach(place -> place.worker.end());
  }

  /** Whether anybody is left, or will be replaced. */
  boolean isWorking() {
    return places.stream().anyMatch(Place::isManned);
  }

  /** What all have done, those before them included. */
  Tally tally() {
    Tally sum = new Tally();
    places.forEach(place -> place.addTo(sum));
    return sum;
  }

  /** Programs in the largest corpus of a worker. */
  long corpus() {
    return places.stream().mapToLong(place -> place.worker.corpus()).max().orElse(0);
  }

  /** What the best of them has seen of branches and states. */
  long features() {
    return places.stream().mapToLong(place -> place.worker.features()).max().orElse(0);
  }

  /** Workers that died and were replaced. */
  long restarts() {
    return restarts;
  }

  /** Why there is no verdict; empty if all is well. Call after {@link #end}. */
  List<String> failures() {
    List<String> all = new ArrayList<>(troubles);
    places.forEach(place -> place.failure().ifPresent(all::add));
    return List.copyOf(all);
  }

  private WorkerSettings settings(int number, Path folder) {
    // libFuzzer takes 31 bits, and 0 as a wish to be surprised.
    long mixed = new SplittableRandom(settings.seed() + number).nextLong() >>> 1;
    int seed = (int) (mixed % Integer.MAX_VALUE) + 1;
    return new WorkerSettings(
        settings.guidance(),
        settings.variant(),
        settings.checks(),
        settings.clients(),
        settings.machine(),
        seed,
        folder.toAbsolutePath(),
        (corpus == null ? folder : corpus).toAbsolutePath(),
        seeds.toAbsolutePath(),
        settings.findings(),
        settings.workers() == 1,
        settings.untilFirst());
  }
}
