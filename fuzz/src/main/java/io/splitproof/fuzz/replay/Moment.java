package io.splitproof.fuzz.replay;

import java.util.List;

/**
 * How things stood after a step.
 *
 * @param step the step, as programs spell it; {@code boot} before the first
 * @param outcome how it ended, or why it was skipped
 * @param verdict what the judge found; empty if nothing
 * @param pages what every page permitted then
 */
record Moment(String step, String outcome, String verdict, List<Stretch> pages) {}
