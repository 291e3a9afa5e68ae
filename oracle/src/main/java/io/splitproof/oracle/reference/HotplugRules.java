package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation.AddMemory;
import io.splitproof.oracle.contract.Operation.ArchRemoveMemory;
import io.splitproof.oracle.contract.Operation.RemoveMemory;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * Memory comes and goes.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c}, arch_add_memory, arch_remove_memory,
 * prevent_memory_remove_notifier. Differs on purpose: arch_remove_memory removes what it is asked
 * to and nothing else. Whether a leaf is in the way is read off the judged tables: one that should
 * not be there excuses the refusal it causes.
 */
final class HotplugRules {

  private final World world;
  private final Geometry geometry;
  private final Expectation expected;
  private final int shift;

  HotplugRules(World world, Expectation expected) {
    this.world = world;
    this.geometry = world.geometry();
    this.expected = expected;
    this.shift = geometry.pageShift();
  }

  void add(AddMemory op) {
    long pfn = op.pa() >>> shift;
    long pages = op.bytes() >>> shift;
    if (!isPluggable(op.pa(), op.bytes()) || world.frames().overlapsMemory(pfn, pages)) {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
      return;
    }
    long vpn = world.pages().linearVpn(pfn);
    int flags = Expectation.ASSIGN | Expectation.UNDOABLE;
    expected.change(vpn, pages, 0, world.linearDefault(), flags);
    if (world.config().debugPagealloc()) {
      expected.change(vpn, pages, world.validBits(), 0, 0);
    }
    expected.allow(0, 0, Effect.ALL);
    expected.allowOnFailure(Outcome.ENOMEM, 0, Effect.NONE);
    expected.onSuccess(
        () -> {
          world.frames().give(pfn, pages, Frames.FREE);
          world.ends().add(world.config().linearVa(op.pa()));
          world.ends().add(world.config().linearVa(op.pa() + op.bytes()));
        });
  }

  /**
   * Refused where somebody uses it, where it was there at boot, and where an end would cut a leaf,
   * which the judged tables say; another operation under way may make that so, or no longer so.
   */
  void remove(RemoveMemory op) {
    if (!isPluggable(op.pa(), op.bytes())) {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
      refuseBootMemory(op.pa(), op.bytes());
      return;
    }
    long pfn = op.pa() >>> shift;
    long pages = op.bytes() >>> shift;
    refuseBootMemory(op.pa(), op.bytes());
    if (!world.frames().isHotAdded(pfn, pages)) {
      if (!world.frames().overlapsBootMemory(pfn, pages)) {
        expected.allow(Outcome.EINVAL, 0, Effect.NONE);
      }
      return;
    }
    boolean used = world.frames().otherOwner(pfn, pages, Frames.FREE, Frames.FREE) >= 0;
    boolean cut = world.cutsLeaf(op.pa()) || world.cutsLeaf(op.pa() + op.bytes());
    if (used || cut || !world.isAlone()) {
      expected.allow(Outcome.EBUSY, 0, Effect.NONE);
    }
    if (!used && !(cut && world.isAlone())) {
      allowRemoval(pfn, pages);
    }
  }

  private void refuseBootMemory(long pa, long bytes) {
    boolean sane = pa >= 0 && bytes > 0 && pa + bytes > pa;
    long first = pa >>> shift;
    long last = pa + bytes - 1 >>> shift;
    if (sane && world.frames().overlapsBootMemory(first, last - first + 1)) {
      expected.allow(Outcome.EBUSY, 0, Effect.NONE);
    }
  }

  /** Asks nobody: memory in use goes too. */
  void archRemove(ArchRemoveMemory op) {
    long pfn = op.pa() >>> shift;
    long pages = op.bytes() >>> shift;
    if (isPluggable(op.pa(), op.bytes()) && world.frames().isHotAdded(pfn, pages)) {
      allowRemoval(pfn, pages);
      expected.remark(
          "linear",
          "arch_remove_memory drops every leaf the range touches, whole: only the offline check"
              + " stands before it.");
    } else {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
    }
  }

  private void allowRemoval(long pfn, long pages) {
    expected.change(
        world.pages().linearVpn(pfn), pages, 0, PageState.HOLE, Expectation.ASSIGN);
    expected.allow(0, 0, Effect.ALL);
    long start = world.config().linearVa(pfn << shift);
    expected.onSuccess(
        () -> {
          world.frames().give(pfn, pages, Frames.NO_MEMORY);
          world.ends().forget(start, start + (pages << shift));
          world.keepNoPages(world.pages().linearVpn(pfn), pages);
        });
  }

  /** Whether [{@code pa}, {@code pa + bytes}) is a range that memory could be plugged into. */
  private boolean isPluggable(long pa, long bytes) {
    long start = world.config().memstart();
    long room = geometry.linearEnd() - geometry.linearStart();
    return bytes > 0
        && pa >= start
        && pa + bytes > pa
        && pa + bytes - start <= room
        && ((pa | bytes) & (geometry.hotplugBytes() - 1)) == 0;
  }
}
