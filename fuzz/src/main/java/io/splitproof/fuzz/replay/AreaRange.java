package io.splitproof.fuzz.replay;

/**
 * Where a machine has put an area.
 *
 * @param va its first byte
 * @param pages how many pages it has
 */
record AreaRange(long va, int pages) {}
