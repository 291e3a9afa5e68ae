package io.splitproof.architecture.wrong.oracle.arch;

/** Stands for the judge's own walk. */
public record HardwareWalk(long va) {}
