package io.splitproof.architecture.wrong.fuzz.cli;

import io.splitproof.architecture.wrong.fuzz.run.CallsItsCaller;

/** A command that keeps state between runs. */
public final class Remembers {

  static CallsItsCaller last;

  private Remembers() {}
}
