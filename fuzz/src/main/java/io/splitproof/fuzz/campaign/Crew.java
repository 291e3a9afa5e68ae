package io.splitproof.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The workers of a campaign. One that dies is replaced, so that a search of weeks does not end with
 * it; one whose harness fails again and again is not. Every hour each is replaced by a fresh one,
 * because the engine never gives memory back.
 */
final class Crew {

  /** Failures of the harness after which a place stays empty. */
  private static final int PATIENCE = 3;

  private static final long SHIFT_NANOS = 3_600_000_000_000L;

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
      worker = WorkerProcess.start(settings(number + times * settings.workers(), folder), ended);
      startNanos = System.nanoTime();
      times++;
      relieved = false;
      retired = false;
    }

    void tend() throws IOException {
      boolean alive = worker.isAlive();
      if (alive && mayRelieve && System.nanoTime() - startNanos > SHIFT_NANOS) {
        worker.askToStop();
        relieved = true;
        startNanos = System.nanoTime();
      }
      if (!alive && !retired && !settings.untilFirst()) {
        retire();
        if (failures < PATIENCE) {
          start();
        }
      }
    }

    /** What is wrong with the worker that is here now, and was not told before. */
    Optional<String> failure() {
      return retired ? Optional.empty() : worker.failure();
    }

    private void retire() {
      retired = true;
      worker.end();
      past.addCounts(worker.tally());
      if (worker.isBroken()) {
        failures++;
        worker.failure().ifPresent(troubles::add);
      }
      restarts += relieved ? 0 : 1;
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
  private final List<Place> places = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private long restarts;

  /**
   * Prepares a crew.
   *
   * @param seeds folder of programs that run first
   * @param corpus folder of programs to go on from, or null
   * @param ended told when a worker has ended, whatever the reason
   */
  Crew(CampaignSettings settings, Path seeds, Path corpus, Runnable ended) {
    this.settings = settings;
    this.seeds = seeds;
    this.corpus = corpus;
    this.mayRelieve = corpus != null;
    this.ended = ended;
  }

  /** Starts them, each with a folder from {@code gathering}. */
  void start(Gathering gathering) throws IOException {
    for (int i = 0; i < settings.workers(); i++) {
      Place place = new Place(i, gathering.folder());
      places.add(place);
      place.start();
    }
  }

  /** Replaces those that ended; to be called a few times a second. */
  void tend() throws IOException {
    for (Place place : places) {
      place.tend();
    }
  }

  /** Asks all to finish, and waits until they have. */
  void end() {
    places.forEach(place -> place.worker.askToStop());
    places.forEach(place -> place.worker.end());
  }

  /** Whether anybody is left. */
  boolean isWorking() {
    return places.stream().anyMatch(place -> place.worker.isAlive());
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
