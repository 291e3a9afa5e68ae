package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.StateDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Virtual addresses of vmalloc areas: which are taken, and which were unmapped but may still be
 * cached. These are kept until one invalidation covers them all.
 *
 * <p>Source: Linux 7.2 {@code mm/vmalloc.c}, alloc_vmap_area, _vm_unmap_aliases.
 */
public class AreaSpace {

  /** Addresses [{@code start}, {@code end}). */
  private record Span(long start, long end) {}

  /** The kernel whose addresses these are. */
  protected final Kernel kernel;

  private final Geometry geometry;
  private final List<Span> live = new ArrayList<>();
  private final List<Span> lazy = new ArrayList<>();

  /** Creates a space that holds nothing. */
  public AreaSpace(Kernel kernel) {
    this.kernel = kernel;
    this.geometry = kernel.geometry;
  }

  final void reset() {
    live.clear();
    lazy.clear();
  }

  void digest(StateDigest digest) {
    digest(live, digest);
    digest(lazy, digest);
  }

  private static void digest(List<Span> spans, StateDigest digest) {
    for (int i = 0; i < spans.size(); i++) {
      digest.put(spans.get(i).start, spans.get(i).end);
    }
    digest.addBag();
  }

  /** Takes the lowest free {@code bytes} whose start is a multiple of {@code align}; 0 if none. */
  final long take(long bytes, long align) {
    long at = Geometry.alignUp(geometry.vmallocStart(), align);
    for (boolean moved = true; moved; ) {
      moved = false;
      for (int i = 0; i < live.size() + lazy.size(); i++) {
        Span span = i < live.size() ? live.get(i) : lazy.get(i - live.size());
        if (at < span.end && at + bytes > span.start) {
          at = Geometry.alignUp(span.end, align);
          moved = true;
        }
      }
    }
    if (at + bytes > geometry.vmallocEnd()) {
      return 0;
    }
    claim(at, bytes);
    return at;
  }

  /** Takes [{@code start}, {@code start + bytes}) as it is. */
  final void claim(long start, long bytes) {
    live.add(new Span(start, start + bytes));
  }

  /** Gives back addresses that nothing ever used. */
  protected final void unclaim(long start) {
    live.removeIf(span -> span.start == start);
  }

  /** Gives back addresses that may still be cached. */
  public void releaseLazily(long start) {
    for (int i = 0; i < live.size(); i++) {
      if (live.get(i).start == start) {
        lazy.add(live.remove(i));
        return;
      }
    }
  }

  /** vm_unmap_aliases(): invalidates everything lazily unmapped; nothing if there is nothing. */
  public final void purge() {
    purge(-1L, 0, false);
  }

  /**
   * Invalidates everything lazily unmapped together with [{@code start}, {@code end}).
   *
   * @param force whether the range must be invalidated even if nothing was lazily unmapped
   */
  public final void purge(long start, long end, boolean force) {
    kernel.lock(Lock.PURGE);
    long from = start;
    long to = end;
    for (Span span : lazy) {
      from = Long.compareUnsigned(span.start, from) < 0 ? span.start : from;
      to = Long.compareUnsigned(span.end, to) > 0 ? span.end : to;
    }
    if (force || !lazy.isEmpty()) {
      flush(from, to);
    }
    lazy.clear();
    kernel.unlock(Lock.PURGE);
  }

  /** Invalidates [{@code start}, {@code end}), which holds everything lazily unmapped. */
  protected void flush(long start, long end) {
    kernel.flushRange(start, end);
  }
}
