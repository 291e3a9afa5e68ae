package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Operation.KernelMapPages;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.contract.Operation.SetMemoryValid;
import io.splitproof.oracle.contract.Operation.Split;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * Calls that change the linear map itself.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}.
 */
final class LinearRules {

  private final World world;
  private final Geometry geometry;
  private final Expectation expected;
  private final RangeRules ranges;

  LinearRules(World world, Expectation expected, RangeRules ranges) {
    this.world = world;
    this.geometry = world.geometry();
    this.expected = expected;
    this.ranges = ranges;
  }

  void setMemoryValid(SetMemoryValid op, long va) {
    ranges.valid(va, op.pages(), op.valid());
  }

  /** The two forms for one page take a struct page: the page that {@code va} lies in. */
  void setDirectMap(SetDirectMap op, long va) {
    if (!world.boot().changeable()) {
      expected.allow(0, 0, Effect.NONE);
      return;
    }
    long page = Geometry.alignDown(va, geometry.pageBytes());
    int valid = world.validBits();
    switch (op.state()) {
      case INVALID -> ranges.change(page, 1, valid, 0);
      case DEFAULT -> ranges.change(page, 1, 0, valid | PageState.WRITABLE);
      case VALID_ON -> ranges.valid(page, op.pages(), true);
      case VALID_OFF -> ranges.valid(page, op.pages(), false);
    }
  }

  /** A split changes no page; that neither end lies inside a leaf is for later calls to rely on. */
  void split(Split op, long va) {
    long offsets = geometry.pageBytes() - 1;
    expected.onSuccess(
        () -> {
          world.ends().add(va);
          world.ends().add(va + op.bytes());
        });
    switch (ranges.splitAt(va)) {
      case NOT_NEEDED -> expected.allow(0, 0, Effect.NONE);
      case REFUSED ->
          expected.allow(Outcome.EBUSY, Warning.SPLIT_BEFORE_FINALIZED.bit(), Effect.NONE);
      case POSSIBLE -> {
        boolean unaligned = ((va | va + op.bytes()) & offsets) != 0;
        expected.allow(unaligned ? Outcome.EINVAL : 0, 0, Effect.NONE);
        if (!unaligned) {
          expected.splits(va, va + op.bytes());
          expected.allowOnFailure(Outcome.ENOMEM, 0, Effect.NONE);
        }
      }
    }
  }

  /** In a realm: pages end up valid, and shared or not. Any error leaks them, with a warning. */
  void setMemoryEncrypted(SetMemoryEncrypted op, long va) {
    if (!world.config().realm()) {
      expected.allow(0, 0, Effect.NONE);
      return;
    }
    if (geometry.inLinearMap(va)) {
      int valid = world.validBits();
      int clear = op.encrypted() ? PageState.SHARED : 0;
      int set = op.encrypted() ? valid : valid | PageState.SHARED;
      ranges.change(va, op.pages(), clear, set, Expectation.THROUGH_INVALID);
    } else {
      expected.allow(Outcome.EINVAL, 0, Effect.NONE);
    }
    expected.errorsWarn(Warning.REALM_PAGES_LEAKED.bit());
  }

  /** __kernel_map_pages is void, and called by debug_pagealloc alone. */
  void kernelMapPages(KernelMapPages op, long va) {
    if (!world.config().debugPagealloc()) {
      expected.allow(0, 0, Effect.NONE);
      return;
    }
    ranges.valid(Geometry.alignDown(va, geometry.pageBytes()), op.pages(), op.map());
    expected.ignoreStatus();
  }

  /** One page of the pool, from atomic context: never needs a split, so never fails. */
  void kfenceProtect(KfenceProtect op) {
    Objects objects = world.objects();
    boolean inPool = op.page() >= 0 && op.page() < objects.kfencePages();
    if (objects.hasKfence() && inPool) {
      long vpn = world.pages().linearVpn(objects.kfenceFirst() + op.page());
      int valid = world.validBits();
      expected.change(vpn, 1, op.protect() ? valid : 0, op.protect() ? 0 : valid, 0);
    }
    expected.allow(0, 0, Effect.ALL);
  }
}
