package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.campaign.Campaign;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A guided search with a fixed seed on every machine, starting from the shelf, to the end. */
final class SearchStage implements Stage {

  /** What starting workers takes, and the least that is worth starting them for. */
  private static final Duration WORTHWHILE = Duration.ofSeconds(8);

  /** What ending them takes. */
  private static final Duration END = Duration.ofSeconds(2);

  private static final String CAMPAIGN = "campaign";

  private static final Skipped STARVED =
      new Skipped("the machine was too busy for a worker to come to its first program in time");

  private final GateSettings settings;
  private volatile Campaign running;
  private volatile boolean stopped;

  SearchStage(GateSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "search";
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
                if (deadline.left().compareTo(END) < 0) {
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
    List<Case> cases = new ArrayList<>();
    for (CampaignResult.Found found : result.findings()) {
      cases.add(new Case(found.signature(), new Faulty(fault(found)), 0));
    }
    result.failures().forEach(text -> cases.add(new Case("worker", new Broken(text), 0)));
    boolean idle = result.status().programs() == 0;
    if (idle && cases.isEmpty()) {
      cases.add(new Case(CAMPAIGN, STARVED, seconds));
    } else if (cases.isEmpty()) {
      cases.add(new Case(CAMPAIGN, new Passed(note(result)), seconds));
    }
    return cases;
  }

  /** A finding is one even if there was no room to write it up. */
  private Fault fault(CampaignResult.Found found) {
    try {
      return ShelfProgram.writtenUp(found.folder(), settings.variant(), settings.checks());
    } catch (IOException e) {
      String text = "found, but " + e.getMessage();
      return Fault.ofSignature(found.signature(), text, found.folder());
    }
  }

  private static String note(CampaignResult result) {
    return result.status().programs() + " programs, "
        + result.status().operations() + " operations, "
        + result.status().geometries().size() + " geometries, "
        + result.status().discovery().states() + " states";
  }
}
