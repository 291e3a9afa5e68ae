package io.splitproof.fuzz.run;

import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;

/** What became of one table: who allocated it, hooked it in, hooked it out, gave it back. */
final class TableHistory extends History {

  private final long tablePa;
  private String allocated = "it is from boot";
  private EntryStore hookedIn;
  private EntryStore hookedOut;
  private String freed = "not given back";

  /** What became of the table above it, if that went first. */
  private String orphaned = "";

  /** Creates the history of the table at {@code tablePa}. */
  TableHistory(long tablePa) {
    this.tablePa = tablePa;
  }

  @Override
  boolean concerns(long start, long end) {
    if (hookedOut == null || hookedOut.entry().va().isEmpty()) {
      return true;
    }
    long va = hookedOut.entry().va().getAsLong();
    return start < va + hookedOut.entry().bytes() && end > va;
  }

  @Override
  public void tableAllocated(long pa, int level, Space space) {
    if (pa == tablePa) {
      String whose = space == Space.LINEAR ? "the linear map" : "areas";
      allocated = "allocated by " + who() + ", for level " + level + " of " + whose;
      hookedIn = null;
      hookedOut = null;
      freed = "not given back";
    }
  }

  @Override
  public void tableFreed(long pa) {
    if (pa == tablePa) {
      freed = "given back by " + who();
    } else if (pointsHere(pa)) {
      String above = "the table at pa " + Long.toHexString(pa) + ", which points to it,";
      orphaned = "\n" + above + " was given back by " + who();
    }
  }

  private boolean pointsHere(long table) {
    long end = table + subject().machine().config().geometry().pageBytes();
    for (long pa = table; pa < end; pa += 8) {
      if (leadsHere(subject().machine().memory().read(pa), Geometry.PMD)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void stored(long pa, long before, long after) {
    int level = subject().judge().levelOf(pa);
    if (level >= 0) {
      note(level, pa, before, after);
    }
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    int level = subject().judge().levelOf(pa);
    for (int i = 0; level >= 0 && i < count; i++) {
      long at = pa + 8L * i;
      note(level, at, subject().machine().memory().read(at), first + i * step);
    }
  }

  private void note(int level, long pa, long before, long after) {
    boolean was = leadsHere(before, level);
    boolean is = leadsHere(after, level);
    if (is && !was) {
      hookedIn = new EntryStore(who(), Entry.at(subject(), pa), before, after);
    } else if (was && !is) {
      hookedOut = new EntryStore(who(), Entry.at(subject(), pa), before, after);
      forgetSince(step());
    }
  }

  private boolean leadsHere(long descriptor, int level) {
    Format format = subject().machine().config().geometry().format();
    return format.isTable(descriptor, level) && format.table(descriptor) == tablePa;
  }

  @Override
  String text() {
    StringBuilder text = new StringBuilder("the table at pa " + Long.toHexString(tablePa));
    text.append(": ").append(allocated);
    if (hookedIn != null) {
      text.append("\nhooked in by ").append(hookedIn.text());
    } else if (hookedOut == null && orphaned.isEmpty()) {
      text.append(", never hooked in");
    }
    if (hookedOut != null) {
      text.append("\nhooked out by ").append(hookedOut.text());
      text.append("\n  ").append(since());
    }
    return text.append(orphaned).append('\n').append(freed).toString();
  }
}
