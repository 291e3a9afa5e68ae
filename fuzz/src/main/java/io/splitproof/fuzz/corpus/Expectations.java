package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.KnownBug;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What must come of a program, from what its header says. One that names no variant and finds
 * nothing is clean on the first system that has its machine. One that finds something does so on
 * the variant it names; a known bug is found there by the check that must find it, too, with all
 * others off, and the system that it is a bug in is clean; what is a fault of another system is not
 * one of the first. Programs in text have no step too many. One that says so variant by variant is
 * taken at its word.
 */
final class Expectations {

  private final boolean written;
  private final MachineConfig machine;
  private final Claims claims;
  private final Set<CheckName> checks;

  private Expectations(ProgramFile program) {
    this.written = program.form() == ProgramFile.Form.TEXT;
    this.machine = program.program().machine();
    this.claims = Claims.of(program);
    this.checks =
        claims.checks().isEmpty() ? Checks.ALL : Checks.parse(String.join(",", claims.checks()));
  }

  /**
   * All that must come of {@code program}.
   *
   * @throws IllegalArgumentException if the header names a variant or a check there is not, or a
   *     variant that does not run on the machine
   */
  static List<Expectation> of(ProgramFile program) {
    return new Expectations(program).all();
  }

  private List<Expectation> all() {
    List<Expectation> all = new ArrayList<>();
    if (claims.isTable()) {
      claims.had().forEach(had -> all.add(finds(had)));
      claims.fixed().forEach(name -> all.add(new Expectation.Clean(has(name), checks, false)));
      return all;
    }
    for (String name : claims.variants()) {
      on(has(name), all);
    }
    Variant sound = sound();
    if (!claims.variants().contains(sound.name())) {
      boolean open = claims.variants().isEmpty() && !claims.signatures().isEmpty();
      all.add(
          open
              ? new Expectation.Finds(sound, checks, claims.signatures())
              : new Expectation.Clean(sound, Checks.ALL, written));
    }
    return all;
  }

  /** Where nothing is to be found, or what is open. */
  private Variant sound() {
    for (String name : claims.variants()) {
      if (Variants.named(name) instanceof KnownBug bug) {
        return bug.system();
      }
    }
    return Variants.thatRunOn(machine).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant runs on its machine"));
  }

  private Expectation finds(Claims.Had had) {
    return new Expectation.Finds(has(had.variant()), checks, List.of(had.signature()));
  }

  /** The variant of that name, which must have the machine. */
  private Variant has(String name) {
    Variant variant = Variants.named(name);
    if (!variant.runsOn(machine)) {
      throw new IllegalArgumentException(name + " does not run on its machine");
    }
    return variant;
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
