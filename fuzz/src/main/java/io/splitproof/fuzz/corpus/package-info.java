/**
 * Keeping a corpus: what a folder of programs holds, whether each does what it says, and the few of
 * many that are worth keeping.
 *
 * <p>A {@link io.splitproof.fuzz.corpus.ShelfCheck} replays programs against what their headers
 * say; a {@link io.splitproof.fuzz.corpus.Merge} keeps what adds branches or states, by way of a
 * {@link io.splitproof.fuzz.corpus.SetCover}; a {@link io.splitproof.fuzz.corpus.Census} counts.
 */
package io.splitproof.fuzz.corpus;
