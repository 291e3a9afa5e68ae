package io.splitproof.fuzz.program;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.MachineConfig.TablePlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The catalogue: machines with a name and a number. Programs in bytes hold the number, so entries
 * are only ever added at the end; whoever changes one changes the version of {@link ProgramBytes}.
 *
 * <p>It covers every geometry, kind of CPU, {@code rodata=} setting and KFENCE, and each flag, with
 * memory at 0x40000000 and at 0, with and without holes.
 */
public final class Machines {

  /** An entry of the catalogue. */
  public record Preset(String name, MachineConfig machine) {}

  private static final MachineConfig STANDARD =
      new MachineConfig(
          Geometry.named("4K/48"),
          List.of(new Bank(1L << 30, 4L << 30)),
          KernelImages.of(Geometry.named("4K/48")),
          Bbml2.ALL,
          2,
          Rodata.FULL,
          Kfence.NONE,
          false,
          false,
          false,
          false,
          TablePlacement.APART,
          Stage.BOOTED);

  private static final List<Preset> ALL = Catalogue.read(STANDARD);

  private static final List<Preset> SMALL = SmallMachines.read(STANDARD);

  private Machines() {}

  /** The machine programs get that name none: 4K pages, 48 bits, 4 GiB, all CPUs with BBML2. */
  public static MachineConfig standard() {
    return STANDARD;
  }

  /** The catalogue in order; {@link #standard()} is the first. */
  public static List<Preset> all() {
    return ALL;
  }

  /** The names in order. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Preset preset : ALL) {
      names.add(preset.name());
    }
    return names;
  }

  /**
   * Machines with small geometries, for looking at everything they can do; the first is the
   * smallest. They have names, but no numbers: no campaign draws them.
   */
  public static List<Preset> small() {
    return SMALL;
  }

  /** The machine of that name, of the catalogue or small, or null if there is none. */
  public static MachineConfig named(String name) {
    return Stream.concat(ALL.stream(), SMALL.stream())
        .filter(preset -> preset.name().equals(name))
        .map(Preset::machine)
        .findFirst()
        .orElse(null);
  }

  /** The number of {@code machine} in the catalogue, or -1 if it is not in it. */
  public static int indexOf(MachineConfig machine) {
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).machine() == machine) {
        return i;
      }
    }
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).machine().equals(machine)) {
        return i;
      }
    }
    return -1;
  }
}
