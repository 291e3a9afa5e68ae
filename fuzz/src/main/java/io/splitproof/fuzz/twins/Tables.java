package io.splitproof.fuzz.twins;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Machine;
import java.util.Locale;

/** Compares the page tables of two machines bit by bit: where they are and what they hold. */
final class Tables {

  private final Machine one;
  private final Machine other;
  private final Geometry geometry;

  private Tables(Machine one, Machine other) {
    this.one = one;
    this.other = other;
    this.geometry = one.config().geometry();
  }

  /** The first entry in which they differ, in words for each; null if there is none. */
  static String[] difference(Machine one, Machine other) {
    if (one.rootTable() != other.rootTable()) {
      return new String[] {root(one), root(other)};
    }
    return new Tables(one, other).below(one.rootTable(), one.config().geometry().rootLevel());
  }

  private static String root(Machine machine) {
    return String.format(Locale.ROOT, "root table [%x]", machine.rootTable());
  }

  private String[] below(long table, int level) {
    for (int i = 0; i < geometry.entries(level); i++) {
      long pa = table + 8L * i;
      long mine = one.memory().read(pa);
      long its = other.memory().read(pa);
      if (mine != its) {
        return new String[] {entry(pa, level, mine), entry(pa, level, its)};
      }
      if (geometry.format().isTable(mine, level)) {
        String[] found = below(geometry.format().table(mine), level + 1);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static String entry(long pa, int level, long descriptor) {
    return String.format(Locale.ROOT, "entry      [%x] level %d %016x", pa, level, descriptor);
  }
}
