package io.splitproof.fuzz.gate;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.util.Set;

/** Takes samples. */
@FunctionalInterface
interface Sampling {

  /**
   * Takes one.
   *
   * @param seed where its programs come from
   * @throws IOException if that does not work
   */
  Sample take(Variant variant, Set<CheckName> checks, long seed) throws IOException;
}
