/**
 * Conformance: what a real kernel did, operation by operation, replayed on a modelled machine and
 * compared entry by entry.
 *
 * <p>A {@link io.splitproof.fuzz.conform.RecordingReader} turns a recording into a {@link
 * io.splitproof.fuzz.conform.Recording}; a {@link io.splitproof.fuzz.conform.Replay} carries it out
 * on the recorded frames; {@link io.splitproof.fuzz.conform.Conformance} compares and counts. The
 * format is described in {@code corpus/recordings/README.md}.
 */
package io.splitproof.fuzz.conform;
