package io.splitproof.fuzz.corpus;

import java.util.Map;

/**
 * What programs do on one variant. Numbers beside names count programs unless they say otherwise.
 *
 * @param programs how many
 * @param bytes size of their files
 * @param forms by how they are written
 * @param operations steps that ran, by the kernel's name of the operation
 * @param skipped steps that were left out, as they were about nothing or not to be made
 * @param fewestSteps of the shortest program
 * @param medianSteps of the one in the middle
 * @param mostSteps of the longest
 * @param machines by name in the catalogue; {@code other} is none of them
 * @param leaves by the kinds of leaf they changed, made or took away
 * @param resizings by the kinds of leaf they split, or merged again
 * @param failedAllocations by what could not be allocated
 * @param interleavings by how two steps ran at the same time
 * @param signatures by the divergence they show
 * @param states different states, as a search counts them, that all reach together
 */
public record CensusResult(
    int programs,
    long bytes,
    Map<String, Integer> forms,
    Map<String, Integer> operations,
    int skipped,
    int fewestSteps,
    double medianSteps,
    int mostSteps,
    Map<String, Integer> machines,
    Map<String, Integer> leaves,
    Map<String, Integer> resizings,
    Map<String, Integer> failedAllocations,
    Map<String, Integer> interleavings,
    Map<String, Integer> signatures,
    long states) {}
