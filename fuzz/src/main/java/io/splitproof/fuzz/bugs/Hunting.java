package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.Campaign;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Hunts every bug from an empty corpus, seed after seed, some hunts side by side. Each has a
 * process of its own, because the fuzzing engine begins anew only in a new one, and so do hunts
 * without it, so that all start equally cold. What is measured begins with the first program, in
 * time on a processor, so that a busy machine makes no bug look hard. Round
 * by round: all bugs with the first seed, then all with the second, so that whatever is there when
 * somebody stops it is fair to all.
 */
public final class Hunting {

  /** Told how hunts end. */
  public interface Watcher {
    /** A hunt ended. May be called from several threads, one at a time. */
    void ended(Bug bug, Guidance guidance, Exposure exposure);
  }

  private static final double NANOS = 1e9;

  /** A hunt that is asked to stop may be busy with one long program. */
  private static final long PATIENCE_SECONDS = 60;

  private record Hunt(Bug bug, Guidance guidance, long seed) {}

  private final MatrixSettings settings;
  private final Set<Campaign> running = ConcurrentHashMap.newKeySet();
  private final Map<Hunt, Exposure> exposures = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /** Creates a matrix that has not begun. */
  public Hunting(MatrixSettings settings) {
    this.settings = settings;
  }

  /** Asks to end early. May be called from any thread. */
  public void stop() {
    stopped = true;
    running.forEach(Campaign::stop);
  }

  /**
   * Hunts.
   *
   * @throws IOException if no process can be started or no folder be made
   */
  public Matrix run(Watcher watcher) throws IOException {
    Path findings = Files.createTempDirectory("splitproof-bugs-");
    try {
      hunt(findings, watcher);
      CampaignResult clean = settings.clean() == null || stopped ? null : clean(findings);
      return matrix(clean);
    } finally {
      delete(findings);
    }
  }

  private void hunt(Path findings, Watcher watcher) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(settings.workers());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Hunt hunt : hunts()) {
        all.add(workers.submit(() -> hunt(hunt, findings, watcher)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      stop();
      throw new IOException("a hunt could not be started: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    } finally {
      end(workers);
    }
  }

  /** Waits until nobody needs the folder of findings any more. */
  private static void end(ExecutorService workers) {
    workers.shutdown();
    try {
      workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Hunt> hunts() {
    List<Hunt> hunts = new ArrayList<>();
    for (int i = 0; i < settings.seeds(); i++) {
      for (Bug bug : settings.bugs()) {
        for (Guidance guidance : settings.guidances()) {
          hunts.add(new Hunt(bug, guidance, settings.firstSeed() + i));
        }
      }
    }
    return hunts;
  }

  private void hunt(Hunt hunt, Path findings, Watcher watcher) {
    if (stopped) {
      return;
    }
    long started = System.nanoTime();
    CampaignResult result =
        search(hunt.bug().variant(), hunt.bug().clients(), hunt.guidance(), hunt.seed(), findings);
    double wall = (System.nanoTime() - started) / NANOS;
    Exposure exposure = exposure(hunt.seed(), result, wall);
    if (stopped && !exposure.found()) {
      return;
    }
    synchronized (this) {
      exposures.put(hunt, exposure);
      watcher.ended(hunt.bug(), hunt.guidance(), exposure);
    }
  }

  private CampaignResult search(
      Variant variant, Clients clients, Guidance guidance, long seed, Path findings) {
    return run(
        new CampaignSettings(
            settings.budget(),
            seed,
            1,
            variant,
            Checks.ALL,
            clients,
            null,
            List.of(),
            null,
            findings,
            null,
            guidance,
            true));
  }

  private CampaignResult clean(Path findings) {
    return run(
        new CampaignSettings(
            settings.clean(),
            settings.firstSeed(),
            1,
            Variants.byDefault(),
            Checks.ALL,
            Clients.WELL_BEHAVED,
            null,
            List.of(),
            null,
            findings,
            null,
            Guidance.GUIDED,
            false));
  }

  private CampaignResult run(CampaignSettings search) {
    Campaign campaign = new Campaign(search);
    running.add(campaign);
    try {
      if (stopped) {
        campaign.stop();
      }
      return campaign.run(status -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running.remove(campaign);
    }
  }

  private Exposure exposure(long seed, CampaignResult result, double wall) {
    Duration spent = result.status().spent();
    boolean inTime = spent.compareTo(settings.budget()) <= 0;
    String signature =
        inTime ? result.status().findings().keySet().stream().findFirst().orElse(null) : null;
    return new Exposure(
        seed,
        signature,
        result.status().programs(),
        result.status().operations(),
        spent.toNanos() / NANOS,
        wall,
        result.failures());
  }

  private Matrix matrix(CampaignResult clean) {
    List<BugRow> rows = new ArrayList<>();
    for (Bug bug : settings.bugs()) {
      Map<Guidance, Exposures> hunts = new EnumMap<>(Guidance.class);
      for (Guidance guidance : settings.guidances()) {
        hunts.put(guidance, exposures(bug, guidance));
      }
      rows.add(new BugRow(bug, Replays.signature(bug), Replays.foundAlone(bug), hunts));
    }
    return new Matrix(settings, List.copyOf(rows), clean, exposures.size());
  }

  private Exposures exposures(Bug bug, Guidance guidance) {
    return new Exposures(
        exposures.entrySet().stream()
            .filter(one -> one.getKey().bug() == bug && one.getKey().guidance() == guidance)
            .map(Map.Entry::getValue)
            .sorted(Comparator.comparingLong(Exposure::seed))
            .toList());
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
