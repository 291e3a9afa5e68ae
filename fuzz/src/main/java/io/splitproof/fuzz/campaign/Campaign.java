package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.campaign.CampaignResult.Found;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Workers side by side until the budget is used up or somebody says stop. They share the corpus and
 * the findings; every one of them starts with a program on each machine, so that no geometry is
 * left out however the search goes.
 */
public final class Campaign {

  private static final int STATUS_MILLIS = 250;

  /** A worker that gets less than one part in so many of a processor is taken to be stuck. */
  private static final int BUSIEST = 30;

  private final CampaignSettings settings;
  private final Semaphore events = new Semaphore(0);
  private volatile boolean stopped;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private long startNanos;
  private boolean started;

  /** Creates a campaign that has not begun. */
  public Campaign(CampaignSettings settings) {
    this.settings = settings;
  }

  /** Asks a running campaign to end early. May be called from any thread. */
  public void stop() {
    stopped = true;
    events.release();
  }

  /**
   * Runs the campaign.
   *
   * @param watcher told a few times a second how things stand
   * @throws IOException if its folders cannot be used or its workers not be started
   */
  public CampaignResult run(Consumer<CampaignStatus> watcher) throws IOException {
    Path scratch = Files.createTempDirectory("splitproof-");
    try {
      Path seeds = Files.createDirectory(scratch.resolve("seeds"));
      Path corpus = settings.corpus();
      if (corpus == null) {
        corpus = Files.createDirectory(scratch.resolve("corpus"));
      }
      if (settings.guidance() == Guidance.GUIDED) {
        writeSeeds(seeds);
      }
      for (int i = 0; i < settings.workers(); i++) {
        workers.add(WorkerProcess.start(worker(i, corpus, seeds), events::release));
      }
      watch(watcher);
    } finally {
      workers.forEach(WorkerProcess::askToStop);
      workers.forEach(WorkerProcess::end);
      Folders.delete(scratch);
    }
    return result();
  }

  private void writeSeeds(Path folder) throws IOException {
    ProgramInputs inputs = new ProgramInputs(settings.clients(), settings.machine());
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (Machines.Preset preset : Machines.all()) {
      byte[] program = inputs.fresh(preset.machine(), ProgramInputs.MAX_BYTES, random);
      Files.write(folder.resolve(preset.name()), program);
    }
    int number = 0;
    for (Program starter : settings.starters()) {
      Files.write(folder.resolve("starter-" + number++), inputs.write(starter));
    }
  }

  private WorkerSettings worker(int number, Path corpus, Path seeds) {
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
        corpus.toAbsolutePath(),
        seeds.toAbsolutePath(),
        settings.findings(),
        settings.workers() == 1,
        settings.untilFirst());
  }

  private void watch(Consumer<CampaignStatus> watcher) {
    long budget = settings.budget().toNanos();
    while (!stopped && usedNanos() < budget && workers.stream().anyMatch(WorkerProcess::isAlive)) {
      startClock();
      watcher.accept(status());
      long millis = Math.min(STATUS_MILLIS, (budget - usedNanos()) / 1_000_000 + 1);
      try {
        events.tryAcquire(Math.max(1, millis), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The budget is for searching: it begins when a worker has run its first program. */
  private void startClock() {
    if (!started && workers.stream().anyMatch(worker -> worker.tally().programs() > 0)) {
      started = true;
      startNanos = System.nanoTime();
    }
  }

  /** Of the budget. How long a bug took to show must not depend on what else the machine does. */
  private long usedNanos() {
    return settings.untilFirst()
        ? Math.max(sum().nanos(), elapsedNanos() / BUSIEST)
        : elapsedNanos();
  }

  private long elapsedNanos() {
    return started ? System.nanoTime() - startNanos : 0;
  }

  private Tally sum() {
    Tally sum = new Tally();
    workers.forEach(worker -> sum.add(worker.tally()));
    return sum;
  }

  private CampaignStatus status() {
    Tally sum = sum();
    long corpus = 0;
    long features = 0;
    for (WorkerProcess worker : workers) {
      corpus = Math.max(corpus, worker.corpus());
      features = Math.max(features, worker.features());
    }
    return new CampaignStatus(
        Duration.ofNanos(elapsedNanos()),
        sum.programs(),
        sum.operations(),
        sum.skipped(),
        corpus,
        features,
        sum.geometries(),
        sum.findings(),
        Duration.ofNanos(sum.nanos()),
        new Discovery(sum.programs(), sum.states(), sum.singletons()));
  }

  private CampaignResult result() {
    CampaignStatus status = status();
    FindingFolders folders = new FindingFolders(settings.findings());
    List<Found> findings = new ArrayList<>();
    status
        .findings()
        .forEach((name, times) -> findings.add(new Found(name, times, folders.folder(name))));
    List<String> failures = new ArrayList<>();
    for (WorkerProcess worker : workers) {
      worker.failure().ifPresent(failures::add);
    }
    return new CampaignResult(settings, status, List.copyOf(findings), List.copyOf(failures));
  }
}
