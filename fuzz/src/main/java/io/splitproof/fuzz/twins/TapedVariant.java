package io.splitproof.fuzz.twins;

import io.splitproof.fuzz.run.EventRelay;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;

/** A variant whose machines keep what they were asked and what they announced, boot at first. */
record TapedVariant(Variant variant) implements Variant {

  @Override
  public String name() {
    return variant.name();
  }

  @Override
  public String provenance() {
    return variant.provenance();
  }

  @Override
  public Design design() {
    return variant.design();
  }

  @Override
  public boolean runsOn(MachineConfig config) {
    return variant.runsOn(config);
  }

  @Override
  public boolean makesKprobesPagesRox() {
    return variant.makesKprobesPagesRox();
  }

  @Override
  public boolean checksKprobesPages() {
    return variant.checksKprobesPages();
  }

  @Override
  public TapedMachine boot(MachineConfig config, MachineEvents events) {
    Tape tape = new Tape(1 << config.geometry().indexBits());
    MachineEvents both = events == MachineEvents.NONE ? tape : new EventRelay(events, tape);
    return new TapedMachine(variant.boot(config, tape, both), tape);
  }
}
