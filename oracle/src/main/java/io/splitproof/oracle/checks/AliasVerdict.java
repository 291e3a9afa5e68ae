package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.World;

/** Puts into words that a frame was both writable and executable. */
final class AliasVerdict {

  private final World world;
  private final TlbContents contents;

  AliasVerdict(World world, TlbContents contents) {
    this.world = world;
    this.contents = contents;
  }

  /** What is wrong with pair number {@code index}. */
  Divergence on(Suspects suspects, int index) {
    return on(suspects, index, "; the caller asked for both neither before nor after");
  }

  /** The same of an area that its client has finished. */
  Divergence onFinished(Suspects suspects, int index) {
    return on(suspects, index, "; the client has finished the area and leaves it so");
  }

  private Divergence on(Suspects suspects, int index, String reproach) {
    long executableVa = suspects.executableVa(index);
    long writableVa = suspects.writableVa(index);
    int how = suspects.how(index);
    boolean left = (how & Suspects.LEFT_BEHIND) != 0;
    String found =
        "writable through " + through(writableVa, how & Suspects.WRITABLE_CACHED)
            + ", executable through " + through(executableVa, how & Suspects.EXECUTABLE_CACHED);
    String when =
        left
            ? "when the call returns, frame "
            : "from the store of CPU " + suspects.cpu(index) + " to "
                + hex(suspects.entryPa(index)) + " on, frame ";
    String text =
        when + hex(suspects.pa(index)) + " can be written at " + where(writableVa)
            + ", as " + source(writableVa, how & Suspects.WRITABLE_CACHED)
            + ", and executed at " + where(executableVa)
            + ", as " + source(executableVa, how & Suspects.EXECUTABLE_CACHED)
            + reproach;
    String place = left ? "frame left" : "frame in passing";
    return new Divergence(
        CheckName.ALIAS, "", place, executableVa, "", "not writable and executable", found, text);
  }

  private String through(long va, int cached) {
    String alias = world.geometry().inLinearMap(va) ? "linear alias" : "area";
    return cached != 0 ? alias + " in a TLB" : alias;
  }

  private String where(long va) {
    return "va " + hex(va) + " (" + page(va) + "; the reference has it "
        + PageState.describe(world.pages().get(world.pages().vpn(va))) + ")";
  }

  private String source(long va, int cached) {
    return cached == 0
        ? "the tables say"
        : holders(va) + " may have cached and nobody has invalidated";
  }

  private String holders(long va) {
    long mask = contents.holders(va);
    return mask == 0 ? "some CPU" : Cpus.describe(mask);
  }

  private String page(long va) {
    if (world.geometry().inLinearMap(va)) {
      return "linear alias";
    }
    Area area = world.objects().areaAt(va);
    return area == null
        ? "no area now"
        : "area " + area.number() + " page " + (va - area.va() >>> world.geometry().pageShift());
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }
}
