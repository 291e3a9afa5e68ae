package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What must come of a program, from what its header says. One that names no variant and finds
 * nothing is clean on the default one. One that finds something does so on the variant it names; a
 * known bug is found there by the check that must find it, too, with all others off; and what is
 * not a fault of the default variant is not found there. Programs in text have no step too many.
 */
final class Expectations {

  private final boolean written;
  private final Claims claims;
  private final Set<CheckName> checks;

  private Expectations(ProgramFile program) {
    this.written = program.form() == ProgramFile.Form.TEXT;
    this.claims = Claims.of(program);
    this.checks =
        claims.checks().isEmpty() ? Checks.ALL : Checks.parse(String.join(",", claims.checks()));
  }

  /**
   * All that must come of {@code program}.
   *
   * @throws IllegalArgumentException if the header names a variant or a check there is not
   */
  static List<Expectation> of(ProgramFile program) {
    return new Expectations(program).all();
  }

  private List<Expectation> all() {
    List<Expectation> all = new ArrayList<>();
    Variant byDefault = Variants.byDefault();
    for (String name : claims.variants()) {
      on(Variants.named(name), all);
    }
    if (!claims.variants().contains(byDefault.name())) {
      boolean open = claims.variants().isEmpty() && !claims.signatures().isEmpty();
      all.add(
          open
              ? new Expectation.Finds(byDefault, checks, claims.signatures())
              : new Expectation.Clean(byDefault, Checks.ALL, written));
    }
    return all;
  }

  private void on(Variant variant, List<Expectation> all) {
    if (claims.signatures().isEmpty()) {
      all.add(new Expectation.Clean(variant, checks, written));
      return;
    }
    all.add(new Expectation.Finds(variant, checks, claims.signatures()));
    if (variant instanceof KnownBug bug && claims.checks().isEmpty()) {
      Set<CheckName> one = Checks.parse(bug.caughtBy());
      all.add(new Expectation.CaughtBy(variant, one.iterator().next()));
    }
  }
}
