package io.splitproof.impl;

/** A variant with one mistake in it, which the judge must find. */
public interface KnownBug extends Variant {

  /** Name of the check that must find it even if no other is on; for example {@code live}. */
  String caughtBy();

  /** The system it is in, without the mistake. */
  default Variant system() {
    return Variants.byDefault();
  }
}
