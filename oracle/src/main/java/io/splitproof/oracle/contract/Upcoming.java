package io.splitproof.oracle.contract;

/**
 * What a machine will probably be asked for.
 *
 * @param plan armed first, or null
 * @param operation carried out then, or null
 */
public record Upcoming(FaultPlan plan, Operation operation) {}
