package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Linux72;

/** Linux 7.2 but for one mistake, which is all that a subclass consists of. */
abstract class Bug extends Linux72 implements KnownBug {

  private final String name;
  private final String caughtBy;
  private final String provenance;

  Bug(String name, String caughtBy, String provenance) {
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
}
