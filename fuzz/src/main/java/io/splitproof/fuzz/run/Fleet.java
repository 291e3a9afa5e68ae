package io.splitproof.fuzz.run;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Machines.Preset;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;

/**
 * The machines of the catalogue that one variant runs on. Whoever chooses a machine for a variant
 * chooses it here, so that none is ever booted on what it was not made for.
 */
public final class Fleet {

  private final Variant variant;
  private final List<Preset> small;
  private volatile List<Preset> all;

  private Fleet(Variant variant) {
    this.variant = variant;
    this.all = those(Machines.all());
    this.small = those(Machines.small());
  }

  /** The machines of {@code variant}. */
  public static Fleet of(Variant variant) {
    return new Fleet(variant);
  }

  /** The machines of the variant that is judged unless another is asked for. */
  public static Fleet byDefault() {
    return new Fleet(Variants.byDefault());
  }

  private List<Preset> those(List<Preset> machines) {
    return machines.stream().filter(preset -> variant.runsOn(preset.machine())).toList();
  }

  /** Takes in the machines that the variant has come to run on. */
  public void renew() {
    all = those(Machines.all());
  }

  /** Those of the catalogue with a number, in its order; never none. */
  public List<Preset> all() {
    return all;
  }

  /** The small ones, the smallest first; none if the variant has only real ones. */
  public List<Preset> small() {
    return small;
  }

  /** Whether the variant runs on {@code machine}, of the catalogue or not. */
  public boolean has(MachineConfig machine) {
    return variant.runsOn(machine);
  }

  /** {@code machine} if the variant runs on it; if not one it does, the same one each time. */
  public MachineConfig insteadOf(MachineConfig machine) {
    if (variant.runsOn(machine)) {
      return machine;
    }
    int number = Math.max(0, Machines.indexOf(machine));
    return all.get(number % all.size()).machine();
  }
}
