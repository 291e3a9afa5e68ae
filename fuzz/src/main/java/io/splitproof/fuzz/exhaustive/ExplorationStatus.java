package io.splitproof.fuzz.exhaustive;

/**
 * How far an exploration is.
 *
 * @param depth operations in the sequences that are being tried
 * @param done states of the depth before whose moves have all been made
 * @param frontier states of the depth before
 * @param states states known, those of the depth under way not counted
 * @param divergences transitions that diverged
 */
public record ExplorationStatus(
    int depth, int done, int frontier, int states, int divergences) {}
