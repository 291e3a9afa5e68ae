package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;

/**
 * What minimising came to.
 *
 * @param program a program that shows the same finding
 * @param executions how many programs ran
 * @param complete whether nothing simpler is left to try; else a limit was reached first
 */
public record Minimized(Program program, int executions, boolean complete) {}
