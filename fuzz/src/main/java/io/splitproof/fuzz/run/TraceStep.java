package io.splitproof.fuzz.run;

import java.util.List;

/**
 * One step of a traced run.
 *
 * @param index place in the program; the number of steps for the final audit
 * @param text the step as programs spell it
 * @param oracle what the judge allows it to end with; why it was skipped, if it was
 * @param found how it ended; empty if it was skipped
 * @param events what the machine announced, one line each, as many as are kept
 * @param dropped how many more it announced
 */
public record TraceStep(
    int index, String text, String oracle, String found, List<String> events, long dropped) {}
