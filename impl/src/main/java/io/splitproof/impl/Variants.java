package io.splitproof.impl;

import io.splitproof.impl.linux.Linux72;
import io.splitproof.impl.linux.LinuxV7;
import java.util.List;

/** All variants there are. */
public final class Variants {

  private static final List<Variant> ALL = List.of(new Linux72(), new LinuxV7());

  private Variants() {}

  /** The variant used unless another is asked for. */
  public static Variant byDefault() {
    return ALL.get(0);
  }

  /** Every variant's name. */
  public static List<String> names() {
    return ALL.stream().map(Variant::name).toList();
  }

  /**
   * The variant of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Variant named(String name) {
    for (Variant variant : ALL) {
      if (variant.name().equals(name)) {
        return variant;
      }
    }
    throw new IllegalArgumentException("no variant '" + name + "'; known: " + names());
  }
}
