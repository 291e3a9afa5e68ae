package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.MachineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a campaign is to do.
 *
 * @param budget how long it lasts, the start of its workers included
 * @param seed where all random choices start
 * @param workers how many processes, at least 1
 * @param variant what is judged
 * @param clients who calls, in every program
 * @param machine the machine of every program; null for all of the catalogue
 * @param starters programs to begin with, besides those in bytes that the corpus holds
 * @param corpus folder that programs are read from and kept in; null for one that is thrown away
 * @param findings folder of findings; it exists and can be written
 */
public record CampaignSettings(
    Duration budget,
    long seed,
    int workers,
    Variant variant,
    Clients clients,
    MachineConfig machine,
    List<Program> starters,
    Path corpus,
    Path findings) {}
