package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.x86.X86Cpa;

/** {@code x86-cpa} but for one mistake, which is all that a subclass consists of. */
abstract class CpaBug extends X86Cpa implements KnownBug {

  private final String name;
  private final String caughtBy;
  private final String provenance;

  CpaBug(String name, String caughtBy, String provenance) {
    this.name = name;
    this.caughtBy = caughtBy;
    this.provenance = provenance;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String provenance() {
    return provenance;
  }

  @Override
  public final String caughtBy() {
    return caughtBy;
  }

  @Override
  public final Variant system() {
    return Variants.named("x86-cpa");
  }
}
