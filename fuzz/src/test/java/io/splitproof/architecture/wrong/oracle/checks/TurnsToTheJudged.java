package io.splitproof.architecture.wrong.oracle.checks;

import io.splitproof.architecture.wrong.impl.UsesTheJudgesWalk;
import io.splitproof.architecture.wrong.oracle.reference.AsksTheChecks;

/** A check that takes the judged's word, and closes a circle with the reference. */
public record TurnsToTheJudged(UsesTheJudgesWalk judged, AsksTheChecks reference) {}
