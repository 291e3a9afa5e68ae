package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.campaign.Campaign;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.CampaignStatus;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.campaign.WriteUp;
import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A guided search with a fixed seed on every machine, starting from the shelf, to the end. */
final class SearchStage implements Stage {

  /** What starting workers takes, and the least that is worth starting them for. */
  private static final Duration WORTHWHILE = Duration.ofSeconds(8);

  /** What ending them takes. */
  private static final Duration END = Duration.ofSeconds(2);

  /** What reports call the stage. */
  static final String NAME = "search";

  private static final String CAMPAIGN = "campaign";

  private static final Skipped STARVED =
      new Skipped("the machine was too busy for a worker to come to its first program in time");

  private final GateSettings settings;
  private final TreeBase base;
  private final boolean untilFault;
  private final Map<String, Result> seen = new LinkedHashMap<>();
  private volatile Campaign running;
  private volatile boolean stopped;

  SearchStage(GateSettings settings) {
    this(settings, TreeBase.NONE, false);
  }

  /**
   * A search of what a base does not show, too.
   *
   * @param untilFault whether the first such thing ends it
   */
  SearchStage(GateSettings settings, TreeBase base, boolean untilFault) {
    this.settings = settings;
    this.base = base;
    this.untilFault = untilFault;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String purpose() {
    return "a campaign on every machine, seed " + settings.seed();
  }

  @Override
  public void stop() {
    stopped = true;
    Campaign campaign = running;
    if (campaign != null) {
      campaign.stop();
    }
  }

  @Override
  public List<Case> run(Deadline deadline) throws IOException {
    CampaignSettings settings = campaign(deadline.left());
    if (stopped || deadline.left().compareTo(WORTHWHILE) < 0) {
      return List.of(new Case(CAMPAIGN, Skipped.LATE, 0));
    }
    double start = deadline.seconds();
    Campaign campaign = new Campaign(settings);
    running = campaign;
    if (stopped) {
      campaign.stop();
    }
    try {
      CampaignResult result =
          campaign.run(
              status -> {
                boolean fault = untilFault && isFaulty(status);
                if (fault || deadline.left().compareTo(END) < 0) {
                  campaign.stop();
                }
              });
      return cases(result, deadline.seconds() - start);
    } catch (IOException e) {
      return List.of(new Case(CAMPAIGN, new Broken(e.toString()), deadline.seconds() - start));
    }
  }

  private CampaignSettings campaign(Duration budget) throws IOException {
    List<Program> starters = new ArrayList<>();
    for (String folder : List.of("seeds", "regressions")) {
      for (ShelfProgram program : ShelfProgram.all(settings.shelf().resolve(folder))) {
        if (ProgramBytes.canEncode(program.program())) {
          starters.add(program.program());
        }
      }
    }
    return new CampaignSettings(
        budget,
        settings.seed(),
        settings.workers(),
        settings.variant(),
        settings.checks(),
        Clients.WELL_BEHAVED,
        null,
        starters,
        null,
        settings.findings(),
        null,
        Guidance.GUIDED,
        false);
  }

  private List<Case> cases(CampaignResult result, double seconds) {
    isFaulty(result.status());
    List<Case> cases = new ArrayList<>();
    seen.forEach((name, came) -> cases.add(new Case(name, came, 0)));
    result.failures().forEach(text -> cases.add(new Case("worker", new Broken(text), 0)));
    boolean idle = result.status().programs() == 0;
    boolean quiet = cases.stream().allMatch(one -> one.result() instanceof Skipped);
    if (idle && quiet) {
      cases.add(new Case(CAMPAIGN, STARVED, seconds));
    } else if (quiet) {
      cases.add(new Case(CAMPAIGN, new Passed(note(result)), seconds));
    }
    return cases;
  }

  /** Looks at what came up since the last time; answers whether anything is a fault. */
  private boolean isFaulty(CampaignStatus status) {
    for (String signature : status.findings().keySet()) {
      seen.computeIfAbsent(signature, this::finding);
    }
    for (String why : status.health().unjudged().keySet()) {
      seen.computeIfAbsent(why, this::unjudged);
    }
    return seen.values().stream().anyMatch(Faulty.class::isInstance);
  }

  /** A finding is one even if there was no room to write it up. */
  private Result finding(String signature) {
    Path folder = WriteUp.folder(settings.findings(), signature);
    try {
      Faulty faulty =
          new Faulty(
              ShelfProgram.writtenUp(folder, settings.variant(), settings.checks()));
      ShelfProgram program = ShelfProgram.read(faulty.fault().file());
      return base.unlessThere(program.program(), signature, faulty);
    } catch (IOException e) {
      String text = "found, but " + e.getMessage();
      return new Faulty(Fault.ofSignature(signature, text, folder));
    }
  }

  private Result unjudged(String why) {
    try {
      Path file = WriteUp.unjudged(settings.findings(), why);
      return base.unjudged(ShelfProgram.read(file).program(), why);
    } catch (IOException e) {
      return new Broken(why);
    }
  }

  private static String note(CampaignResult result) {
    return result.status().programs() + " programs, "
        + result.status().operations() + " operations, "
        + result.status().geometries().size() + " geometries, "
        + result.status().discovery().states() + " states";
  }
}
