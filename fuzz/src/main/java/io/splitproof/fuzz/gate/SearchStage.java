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

  /** What starting and ending workers takes, and the least that is worth starting them for. */
  private static final Duration OVERHEAD = Duration.ofSeconds(4);

  private static final String CAMPAIGN = "campaign";

  private final GateSettings settings;
  private volatile Campaign running;

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
    Campaign campaign = running;
    if (campaign != null) {
      campaign.stop();
    }
  }

  @Override
  public List<Case> run(Deadline deadline) throws IOException {
    Duration budget = deadline.left().minus(OVERHEAD);
    if (budget.compareTo(OVERHEAD) < 0) {
      return List.of(new Case(CAMPAIGN, new Skipped("no time was left"), 0));
    }
    double start = deadline.seconds();
    running = new Campaign(campaign(budget));
    CampaignResult result = running.run(status -> {});
    return cases(result, deadline.seconds() - start);
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

  private List<Case> cases(CampaignResult result, double seconds) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (CampaignResult.Found found : result.findings()) {
      Fault fault =
          ShelfProgram.writtenUp(found.folder(), settings.variant(), settings.checks());
      cases.add(new Case(found.signature(), new Faulty(fault), 0));
    }
    result.failures().forEach(text -> cases.add(new Case("worker", new Broken(text), 0)));
    if (result.status().programs() == 0) {
      cases.add(new Case(CAMPAIGN, new Broken("ended before the first program"), seconds));
    } else if (cases.isEmpty()) {
      cases.add(new Case(CAMPAIGN, new Passed(note(result)), seconds));
    }
    return cases;
  }

  private static String note(CampaignResult result) {
    return result.status().programs() + " programs, "
        + result.status().operations() + " operations, "
        + result.status().geometries().size() + " geometries, "
        + result.status().discovery().states() + " states";
  }
}
