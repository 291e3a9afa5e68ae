package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Operation.Vmap;
import java.util.Arrays;

/**
 * The reset contract: whole range first, then parts; default permission at vfree.
 *
 * <p>vfree of an area with VM_FLUSH_RESET_PERMS makes the linear alias of each of its pages invalid
 * and then what free memory is. Either may need a split, a split needs memory, and the results are
 * not looked at. What keeps that safe was put together by the two authors at the end of the thread:
 * Yang Shi called it a contract of vmalloc's users that nothing enforces, and went through them
 * all; Ryan Roberts, who found it fragile, spelled out what it asks for:
 *
 * <ol>
 *   <li>an area begins with default permissions (kprobes pages do not, but have one page);
 *   <li>set_memory_* is for areas whose VM_FLUSH_RESET_PERMS is set by then;
 *   <li>the first set_memory_* of an area is for all of it; parts may follow.
 * </ol>
 *
 * <p>Then a reset that fails does no harm: if nothing was ever changed, or the first call failed,
 * the pages are what they were; if it succeeded, everything the reset needs is split already, and
 * it cannot fail. A first call for a part leaves the rest in leaves that the reset has to split.
 *
 * <p>An implementation that changes aliases page by page, as Linux 7.2 does, is safe without it:
 * whatever changed a page has split for that page. One whose reset takes several pages at a time,
 * or that resets without splitting, is not.
 *
 * <p>Rule 2 is {@link Conduct}'s: vfree without the flag puts nothing right. This is about rule 3.
 *
 * <p>Source: the v7 thread (seed 001), its last messages; Linux 7.2 {@code mm/vmalloc.c},
 * vm_reset_perms.
 */
public final class ResetContract {

  /** What the rule is called where a program breaks it. */
  public static final String NAME = "reset contract";

  private final Objects objects;

  /** For each area, by number, whether all of it was changed at once since it was made. */
  private final boolean[] whole = new boolean[Objects.LIMIT];

  ResetContract(Objects objects) {
    this.objects = objects;
  }

  /** A program begins. */
  void clear() {
    Arrays.fill(whole, false);
  }

  /** Which rule the operation would break now, in one sentence; null if none. */
  String breach(Operation operation) {
    if (!(operation instanceof SetMemory op) || op.pages() == 0) {
      return null;
    }
    Area area = areaOf(op);
    if (area == null || !area.changeable() || whole[area.number()] || isWhole(op, area)) {
      return null;
    }
    return NAME + ": A" + area.number() + " is changed in part before it was changed whole";
  }

  /** The operation ended with {@code status}. */
  void ended(Operation operation, int status) {
    if (operation instanceof Vmalloc op) {
      forget(op.area(), status);
    } else if (operation instanceof Vmap op) {
      forget(op.area(), status);
    } else if (operation instanceof Vfree op) {
      forget(op.area(), status);
    } else if (operation instanceof SetMemory op && status == 0 && op.pages() != 0) {
      Area area = areaOf(op);
      if (area != null && isWhole(op, area)) {
        whole[area.number()] = true;
      }
    }
  }

  private void forget(int area, int status) {
    if (status == 0 && area >= 0 && area < whole.length) {
      whole[area] = false;
    }
  }

  private Area areaOf(SetMemory op) {
    long va = objects.resolve(op.address());
    return va == Objects.NOWHERE ? null : objects.areaAt(va);
  }

  private boolean isWhole(SetMemory op, Area area) {
    return objects.resolve(op.address()) == area.va() && op.pages() == area.pages();
  }
}
