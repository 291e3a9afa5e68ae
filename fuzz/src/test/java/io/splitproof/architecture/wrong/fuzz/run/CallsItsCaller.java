package io.splitproof.architecture.wrong.fuzz.run;

import io.splitproof.architecture.wrong.fuzz.cli.Remembers;

/** A runner that knows the command line. */
public record CallsItsCaller(Remembers caller) {}
