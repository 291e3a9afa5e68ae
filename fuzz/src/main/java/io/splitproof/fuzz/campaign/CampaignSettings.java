package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a campaign is to do.
 *
 * @param budget how long it lasts, counted from the first program on; by the clock, or in time on
 *     a processor if it is to end at the first divergence
 * @param seed where all random choices start
 * @param workers how many processes, at least 1
 * @param variant what is judged
 * @param checks which checks judge
 * @param clients who calls, in every program
 * @param machine the machine of every program; null for all of the catalogue
 * @param starters programs to begin with, besides those in bytes that the corpus holds
 * @param corpus folder that programs are read from and kept in; null for one that is thrown away
 * @param findings folder of findings; it exists and can be written
 * @param folder folder to keep the status and the history in; null for none
 * @param guidance what the next program depends on
 * @param untilFirst whether to end at the first divergence, which is counted but not written up
 */
public record CampaignSettings(
    Duration budget,
    long seed,
    int workers,
    Variant variant,
    Set<CheckName> checks,
    Clients clients,
    MachineConfig machine,
    List<Program> starters,
    Path corpus,
    Path findings,
    Path folder,
    Guidance guidance,
    boolean untilFirst) {

  /** The same of {@code other}. */
  public CampaignSettings judging(Variant other) {
    return new CampaignSettings(
        budget,
        seed,
        workers,
        other,
        checks,
        clients,
        machine,
        starters,
        corpus,
        findings,
        folder,
        guidance,
        untilFirst);
  }
}
