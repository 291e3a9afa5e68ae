package io.splitproof.architecture.wrong.impl;

import io.splitproof.architecture.wrong.oracle.arch.HardwareWalk;

/** A judged that walks tables with the judge's eyes. */
public record UsesTheJudgesWalk(HardwareWalk walk) {}
