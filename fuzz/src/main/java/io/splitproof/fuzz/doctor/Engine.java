package io.splitproof.fuzz.doctor;

import io.splitproof.fuzz.campaign.Campaign;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.CampaignStatus;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The fuzzing engine: does a worker start, run programs and see where they go? */
public final class Engine {

  private static final String SUBJECT = "fuzzing";
  private static final Duration ENOUGH = Duration.ofSeconds(1);

  /** On a slow and busy machine all of it takes longer. */
  private static final int PATIENCE_SECONDS = 60;

  /** Programs in a second. A machine of today runs hundreds. */
  private static final int FEW = 50;

  private static final String BROKEN =
      "see that nothing kills or confines processes (memory limits, a noexec temporary folder,"
          + " an option in JAVA_TOOL_OPTIONS)";

  private Engine() {}

  /** Searches for a second or until there is something to see, from an empty corpus. */
  public static Diagnosis look() throws IOException {
    Path scratch = Files.createTempDirectory("splitproof-doctor-");
    try {
      return of(search(scratch));
    } finally {
      delete(scratch);
    }
  }

  private static CampaignResult search(Path findings) throws IOException {
    Campaign campaign =
        new Campaign(
            new CampaignSettings(
                Duration.ofSeconds(PATIENCE_SECONDS),
                1,
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
    ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor();
    alarm.schedule(campaign::stop, PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      return campaign.run(status -> stopIfSeen(campaign, status));
    } finally {
      alarm.shutdownNow();
    }
  }

  /** Branches are counted from the end of the first round on. */
  private static void stopIfSeen(Campaign campaign, CampaignStatus status) {
    if (status.features() > 0 && status.elapsed().compareTo(ENOUGH) >= 0) {
      campaign.stop();
    }
  }

  private static Diagnosis of(CampaignResult result) {
    CampaignStatus status = result.status();
    return of(status.programs(), status.programsPerSecond(), status.features(), result.failures());
  }

  /**
   * Judges a search.
   *
   * @param programs how many ran
   * @param perSecond how many of them in a second
   * @param features what was seen of where they went
   * @param failures why workers ended
   */
  static Diagnosis of(long programs, long perSecond, long features, List<String> failures) {
    if (!failures.isEmpty()) {
      String text = failures.get(0).strip().replaceAll("\\s*\\R\\s*", "; ");
      return Diagnosis.bad(SUBJECT, text, BROKEN);
    }
    if (programs == 0) {
      String text = "a worker started, but ran no program in " + PATIENCE_SECONDS + " s";
      return Diagnosis.bad(SUBJECT, text, BROKEN);
    }
    String text =
        "a worker under Jazzer ran " + programs + " programs, " + perSecond + " a second";
    if (features == 0) {
      return Diagnosis.bad(
          SUBJECT,
          text + ", but counted no branches",
          "see that JAVA_TOOL_OPTIONS and the class path bring in no other Jazzer or agent");
    }
    return perSecond < FEW
        ? Diagnosis.warning(SUBJECT, text, "end other programs: this machine is slow or busy")
        : Diagnosis.ok(SUBJECT, text);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
