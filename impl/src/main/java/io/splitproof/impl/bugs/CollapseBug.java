package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.collapse.Collapse;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;

/** {@code collapse} but for one mistake; on machines where leaves do grow. */
abstract class CollapseBug extends Collapse implements KnownBug {

  private final String name;
  private final String caughtBy;
  private final String provenance;

  CollapseBug(String name, String caughtBy, String provenance) {
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
    return Variants.named("collapse");
  }

  @Override
  public final boolean runsOn(MachineConfig config) {
    boolean changes =
        config.rodata() == Rodata.FULL || config.kfence() == Kfence.LATE || config.realm();
    boolean collapses = config.bbml2() == Bbml2.ALL && changes && !config.debugPagealloc();
    return super.runsOn(config) && collapses;
  }
}
