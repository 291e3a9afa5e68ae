package io.splitproof.impl;

import io.splitproof.impl.linux.Linux72;
import io.splitproof.impl.linux.LinuxV7;
import java.util.List;
import java.util.stream.Stream;

/** All variants there are: the systems under judgement, and known bugs, which only go by name. */
public final class Variants {

  private static final List<Variant> ALL = List.of(new Linux72(), new LinuxV7());

  private Variants() {}

  /** The variant used unless another is asked for. */
  public static Variant byDefault() {
    return ALL.get(0);
  }

  /** Every system's name; known bugs are in {@link KnownBugs}. */
  public static List<String> names() {
    return ALL.stream().map(Variant::name).toList();
  }

  /**
   * The variant of that name: a system, a known bug or a canary.
   *
   * @throws IllegalArgumentException if there is none; the message lists the systems' names
   */
  public static Variant named(String name) {
    return Stream.of(ALL, KnownBugs.all(), KnownBugs.canaries())
        .<Variant>flatMap(List::stream)
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no variant '" + name + "'; known: " + names() + " and the known bugs"));
  }
}
