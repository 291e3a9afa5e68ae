package io.splitproof.fuzz.run;

import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.reference.PageState;

/**
 * What was stored for one page: last, and last of all that took a translation away which a TLB may
 * have kept.
 */
final class PageHistory extends History {

  private final long va;
  private final boolean cached;
  private EntryStore pending;
  private String pendingStep;
  private EntryStore last;
  private EntryStore stale;
  private Translation now;

  /** The last invalidation of the page, and who did it. */
  private String flush = "";

  private String flushedBy = "";

  /** What the step that made it stale had invalidated before; empty if nothing. */
  private String earlier = "";

  /**
   * Creates a history.
   *
   * @param va address of the page
   * @param cached whether the verdict is about what TLBs may hold
   */
  PageHistory(long va, boolean cached) {
    this.va = va;
    this.cached = cached;
  }

  @Override
  boolean concerns(long start, long end) {
    return start <= va && va < end;
  }

  @Override
  public void stored(long pa, long before, long after) {
    settle();
    Entry entry = Entry.at(subject(), pa);
    if (entry.stepsTo(va) == 0) {
      follows(entry, before, after);
    }
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    settle();
    Entry entry = Entry.at(subject(), pa);
    long index = entry.stepsTo(va);
    if (index >= 0 && index < count) {
      Entry hit = entry.next((int) index);
      follows(hit, subject().machine().memory().read(hit.pa()), first + index * step);
    }
  }

  private void follows(Entry entry, long before, long after) {
    if (before != after) {
      pending = new EntryStore(who(), entry, before, after);
      last = pending;
      pendingStep = step();
    }
  }

  /** Only now is it certain that memory holds what was announced last. */
  private void settle() {
    if (pending == null && now != null) {
      return;
    }
    Translation before = now;
    now = walk();
    if (pending != null && before != null && before.isMapped() && !alike(before, now)) {
      stale = pending;
      earlier = stale.who().equals(flushedBy) ? flush : "";
      forgetSince(pendingStep);
    }
    pending = null;
  }

  private Translation walk() {
    return new HardwareWalk(
            subject().machine().config().geometry(),
            subject().machine().memory(),
            subject().machine().rootTable())
        .walk(va);
  }

  private boolean alike(Translation one, Translation other) {
    int shift = subject().machine().config().geometry().pageShift();
    boolean realm = subject().machine().config().realm();
    return PageState.of(one, realm) == PageState.of(other, realm)
        && one.outputAddress(va) == other.outputAddress(va);
  }

  @Override
  public void barrier(Barrier barrier) {
    settle();
    super.barrier(barrier);
  }

  @Override
  public void invalidated(long start, long end, Invalidation invalidation) {
    settle();
    super.invalidated(start, end, invalidation);
    if (concerns(start, end)) {
      flush = "\n  before it, the same step invalidated " + Long.toHexString(start) + "-"
          + Long.toHexString(end);
      flushedBy = who();
    }
  }

  @Override
  String text() {
    settle();
    if (cached && stale != null) {
      return "made stale by " + stale.text() + earlier + "\n  " + since();
    }
    return last == null
        ? "nothing was stored for this page since boot"
        : "last stored by " + last.text();
  }
}
