package io.splitproof.architecture.wrong.oracle.contract;

import io.splitproof.architecture.wrong.oracle.reference.AsksTheChecks;

/** A contract that asks what the answer would be. */
public record AsksTheReference(AsksTheChecks reference) {}
