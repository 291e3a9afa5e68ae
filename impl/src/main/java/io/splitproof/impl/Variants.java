package io.splitproof.impl;

import io.splitproof.impl.collapse.Collapse;
import io.splitproof.impl.linux.Linux72;
import io.splitproof.impl.linux.LinuxRfcV2;
import io.splitproof.impl.linux.LinuxV7;
import io.splitproof.impl.linux.LinuxV8;
import io.splitproof.impl.linux.RealmRemedies;
import io.splitproof.impl.linux.TableCreation;
import io.splitproof.impl.x86.X86Cpa;
import io.splitproof.impl.x86.X86CpaScan;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;
import java.util.stream.Stream;

/** All variants there are: the systems under judgement, and known bugs, which only go by name. */
public final class Variants {

  private static final List<Variant> ALL =
      Stream.of(
              List.of(new Linux72(), new LinuxRfcV2(), new LinuxV7(), new LinuxV8()),
              RealmRemedies.all(),
              List.of(new Collapse()),
              TableCreation.all(),
              List.of(new X86Cpa(), new X86CpaScan()))
          .<Variant>flatMap(List::stream)
          .toList();

  private Variants() {}

  /** The variant used unless another is asked for. */
  public static Variant byDefault() {
    return ALL.get(0);
  }

  /** The systems, the default first. */
  public static List<Variant> all() {
    return ALL;
  }

  /** The systems that run on such a machine, in the same order. */
  public static List<Variant> thatRunOn(MachineConfig config) {
    return ALL.stream().filter(variant -> variant.runsOn(config)).toList();
  }

  /** Every system's name; known bugs are in {@link KnownBugs}. */
  public static List<String> names() {
    return ALL.stream().map(Variant::name).toList();
  }

  /** Whether {@link #named} knows a variant of that name. */
  public static boolean isOne(String name) {
    return everything().anyMatch(variant -> variant.name().equals(name));
  }

  private static Stream<Variant> everything() {
    return Stream.of(ALL, KnownBugs.all(), KnownBugs.canaries()).flatMap(List::stream);
  }

  /**
   * The variant of that name: a system, a known bug or a canary.
   *
   * @throws IllegalArgumentException if there is none; the message lists the systems' names
   */
  public static Variant named(String name) {
    return everything()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no variant '" + name + "'; known: " + names() + " and the known bugs"));
  }
}
