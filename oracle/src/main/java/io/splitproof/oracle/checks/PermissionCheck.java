package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.reference.PageMap;
import io.splitproof.oracle.reference.PageRuns;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.World;

/** Every page's effective translation is the one the reference has. */
final class PermissionCheck {

  private final World world;
  private final Places places;

  PermissionCheck(World world) {
    this.world = world;
    this.places = new Places(world);
  }

  /** Returns what is wrong with a run of entries, or null. */
  Divergence check(Run run) {
    int found = PageState.hardware(run.state());
    PageMap pages = world.pages();
    PageRuns runs = pages.runs();
    long first = pages.vpn(run.va);
    long end = first + (run.bytes() >>> world.geometry().pageShift());
    for (int index = runs.indexOf(first); first < end; index++) {
      if (PageState.hardware(runs.stateOf(index)) != found) {
        return divergence(run, first, runs.stateOf(index));
      }
      first = runs.endOf(index);
    }
    return null;
  }

  private Divergence divergence(Run run, long vpn, int expected) {
    int before = world.pages().before(vpn);
    boolean plain = !PageState.describe(expected).equals(PageState.describe(run.state()));
    long va = world.pages().va(vpn);
    Format format = world.geometry().format();
    String explanation =
        "level " + run.level + " entry " + Long.toHexString(run.descriptor) + " ("
            + format.words(run.descriptor, run.level, world.config().realm()) + ")"
            + (run.count > 1 ? " and " + (run.count - 1) + " after it" : "")
            + ", hierarchical bits " + Long.toHexString(run.tableBits) + " ("
            + format.wordsBelow(run.tableBits) + ")"
            + places.aliases(va);
    return new Divergence(
        CheckName.PERMISSION,
        "",
        places.of(va),
        va,
        text(before, plain),
        text(expected, plain),
        text(run.state(), plain),
        explanation);
  }

  private static String text(int state, boolean plain) {
    return plain ? PageState.describe(state) : PageState.describeFully(state);
  }
}
