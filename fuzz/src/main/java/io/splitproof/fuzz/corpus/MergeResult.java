package io.splitproof.fuzz.corpus;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a merge did, or would do.
 *
 * @param files files looked at
 * @param programs different programs in them
 * @param features branches, with how often, and states that they cover
 * @param kept programs in the folder afterwards
 * @param added of these, how many are new to it
 * @param removed files that went, as others cover what they do
 * @param bytes size of what is kept
 * @param signatures divergences that programs show, each with how many; one of each is kept
 * @param damaged files that were put aside, with where they are now
 * @param unreadable files left where they are, with the reason
 * @param failures programs on which the harness failed, by name, with the reason; they are kept
 */
public record MergeResult(
    int files,
    int programs,
    int features,
    int kept,
    int added,
    int removed,
    long bytes,
    Map<String, Integer> signatures,
    Map<Path, Path> damaged,
    Map<Path, String> unreadable,
    Map<String, String> failures) {}
