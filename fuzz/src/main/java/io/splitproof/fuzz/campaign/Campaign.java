package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.campaign.CampaignResult.Found;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Fleet;
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
 * left out however the search goes. What cannot be written down, because the disk is full, does not
 * end it: it goes on, says so, and tries again.
 */
public final class Campaign {

  private static final int STATUS_MILLIS = 250;

  /** How often programs go from the workers to the corpus, and the status to its file. */
  private static final long WRITE_NANOS = 1_000_000_000L;

  /** A worker that gets less than one part in so many of a processor is taken to be stuck. */
  private static final int BUSIEST = 30;

  private final CampaignSettings settings;
  private final Upkeep upkeep;
  private final Crew.Recruiting recruiting;
  private final Semaphore events = new Semaphore(0);
  private volatile boolean stopped;
  private Crew crew;
  private Gathering gathering;
  private Tidying tidying;
  private Chronicle chronicle;
  private String trouble = "";
  private long startNanos;
  private long lastWritten;
  private boolean started;

  /** Creates a campaign that has not begun, and never tidies its corpus. */
  public Campaign(CampaignSettings settings) {
    this(settings, Upkeep.NONE);
  }

  /** Creates a campaign that has not begun. */
  public Campaign(CampaignSettings settings, Upkeep upkeep) {
    this(settings, upkeep, WorkerProcess::start);
  }

  Campaign(CampaignSettings settings, Upkeep upkeep, Crew.Recruiting recruiting) {
    this.settings = settings;
    this.upkeep = upkeep;
    this.recruiting = recruiting;
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
   * @throws io.splitproof.fuzz.store.FolderInUseException if another campaign has one of them
   * @throws IOException if its folders cannot be used or its workers not be started
   */
  public CampaignResult run(Consumer<CampaignStatus> watcher) throws IOException {
    try (Workplace place = Workplace.open(settings)) {
      chronicle = settings.folder() == null ? null : new Chronicle(settings);
      gathering = new Gathering(place.scratch(), place.corpus());
      tidying = new Tidying(upkeep, settings.corpus(), gathering.size());
      Path seeds = Files.createDirectory(place.scratch().resolve("seeds"));
      if (settings.guidance() == Guidance.GUIDED) {
        writeSeeds(seeds);
      }
      crew =
          new Crew(
              settings,
              seeds,
              settings.corpus(),
              events::release,
              recruiting,
              System::nanoTime);
      try {
        crew.start(gathering);
        watch(watcher);
      } finally {
        crew.end();
        trouble = "";
        gather();
        tidying.end();
      }
      return result();
    }
  }

  private void writeSeeds(Path folder) throws IOException {
    Fleet fleet = Fleet.of(settings.variant());
    ProgramInputs inputs = new ProgramInputs(settings.clients(), settings.machine(), fleet);
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (Machines.Preset preset : fleet.all()) {
      byte[] program = inputs.fresh(preset.machine(), ProgramInputs.MAX_BYTES, random);
      Files.write(folder.resolve(preset.name()), program);
    }
    int number = 0;
    for (Program starter : settings.starters()) {
      if (fleet.has(starter.machine())) {
        Files.write(folder.resolve("starter-" + number++), inputs.write(starter));
      }
    }
  }

  private void watch(Consumer<CampaignStatus> watcher) {
    long budget = settings.budget().toNanos();
    while (!stopped && usedNanos() < budget && crew.isWorking()) {
      startClock();
      CampaignStatus status = status();
      watcher.accept(status);
      write(status);
      long millis = Math.min(STATUS_MILLIS, (budget - usedNanos()) / 1_000_000 + 1);
      try {
        events.tryAcquire(Math.max(1, millis), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (!stopped) {
        crew.tend();
      }
    }
  }

  private void write(CampaignStatus status) {
    long now = System.nanoTime();
    if (now - lastWritten <= WRITE_NANOS) {
      return;
    }
    lastWritten = now;
    trouble = "";
    if (gathering.isNeeded()) {
      gather();
      tidying.consider(gathering.size());
    }
    try {
      if (chronicle != null) {
        chronicle.note(status);
      }
    } catch (IOException e) {
      trouble = e.getMessage();
    }
  }

  private void gather() {
    try {
      gathering.gather();
    } catch (IOException e) {
      trouble = e.getMessage();
    }
  }

  /** The budget is for searching: it begins when a worker has run its first program. */
  private void startClock() {
    if (!started && crew.tally().programs() > 0) {
      started = true;
      startNanos = System.nanoTime();
    }
  }

  /** Of the budget. How long a bug took to show must not depend on what else the machine does. */
  private long usedNanos() {
    return settings.untilFirst()
        ? Math.max(crew.tally().nanos(), elapsedNanos() / BUSIEST)
        : elapsedNanos();
  }

  private long elapsedNanos() {
    return started ? System.nanoTime() - startNanos : 0;
  }

  private CampaignStatus status() {
    Tally sum = crew.tally();
    return new CampaignStatus(
        Duration.ofNanos(elapsedNanos()),
        sum.programs(),
        sum.operations(),
        sum.skipped(),
        settings.corpus() == null ? crew.corpus() : gathering.size(),
        crew.features(),
        sum.counts(Tally.Count.GEOMETRY),
        new Covered(
            sum.counts(Tally.Count.MACHINE),
            sum.counts(Tally.Count.OPERATION),
            sum.counts(Tally.Count.FAILURE)),
        sum.counts(Tally.Count.FINDING),
        Duration.ofNanos(sum.nanos()),
        new Discovery(sum.programs(), sum.states(), sum.singletons()),
        new Health(
            crew.restarts(),
            sum.heapBytes(),
            sum.counts(Tally.Count.UNJUDGED),
            trouble(sum.unsaved())));
  }

  private String trouble(long unsaved) {
    return trouble.isEmpty() && unsaved > 0 ? unsaved + " findings, for want of room" : trouble;
  }

  private CampaignResult result() {
    List<String> failures = crew.failures();
    if (chronicle != null) {
      try {
        chronicle.end(status(), failures);
      } catch (IOException e) {
        trouble = e.getMessage();
      }
    }
    CampaignStatus status = status();
    CampaignStatus whole = chronicle == null ? status : chronicle.whole(status);
    FindingFolders folders = new FindingFolders(settings.findings());
    List<Found> findings = new ArrayList<>();
    status
        .findings()
        .forEach((name, times) -> findings.add(new Found(name, times, folders.folder(name))));
    return new CampaignResult(settings, status, whole, List.copyOf(findings), failures);
  }
}
