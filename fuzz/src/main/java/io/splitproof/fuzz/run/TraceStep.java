package io.splitproof.fuzz.run;

import java.util.List;

/**
 * One step of a traced run, or a call that a client made in it.
 *
 * @param index place in the program; the number of steps for the final audit
 * @param call whether it is a call; those of a client come after its step
 * @param text the step as programs spell it
 * @param oracle what the judge allows it to end with; why it was skipped, if it was
 * @param found how it ended; empty if it was skipped
 * @param remark what else the judge says of the caller, as that it breaks a contract; mostly empty
 * @param events what the machine announced, one line each, as many as are kept
 * @param dropped how many more it announced
 */
public record TraceStep(
    int index,
    boolean call,
    String text,
    String oracle,
    String found,
    String remark,
    List<String> events,
    long dropped) {}
