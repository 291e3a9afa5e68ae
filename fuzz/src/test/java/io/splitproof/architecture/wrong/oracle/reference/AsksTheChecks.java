package io.splitproof.architecture.wrong.oracle.reference;

import io.splitproof.architecture.wrong.oracle.checks.TurnsToTheJudged;

/** A reference that waits for the verdict. */
public record AsksTheChecks(TurnsToTheJudged check) {}
