package io.splitproof.fuzz.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.KnownBugs;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.util.List;

/** The bugs there are to be found. */
public final class Bugs {

  private Bugs() {}

  /** Every known bug. */
  public static List<Bug> all(Shelf shelf) {
    return KnownBugs.all().stream().map(bug -> bug(bug, shelf)).toList();
  }

  /**
   * The bug of that name; canaries and variants with several bugs go by theirs, too.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Bug named(String name, Shelf shelf) {
    try {
      return bug(Variants.named(name), shelf);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no bug '" + name + "'; bugs --list shows those there are", e);
    }
  }

  private static Bug bug(Variant variant, Shelf shelf) {
    String caughtBy = variant instanceof KnownBug known ? known.caughtBy() : "";
    return new Bug(variant, caughtBy, shelf.program(variant.name()));
  }
}
