package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Area;
import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Areas;
import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import java.util.List;

/** Mistakes in what vfree does to the linear aliases of pages that set_memory_* changed. */
final class ResetBugs {

  private ResetBugs() {}

  static List<KnownBug> all() {
    return List.of(
        never(),
        firstStaysInvalid(),
        lastStaysInvalid(),
        stopsAtFailure(),
        defaultFirst(),
        aliasesOnly(),
        resetsAllBetween(),
        freedBeforeReset(),
        underPurgeLock());
  }

  /** Pages go back to the allocator as the area had them. */
  private static KnownBug never() {
    return new Bug(
        "vfree-without-reset",
        "leak",
        "mistake around VM_FLUSH_RESET_PERMS in vfree()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void resetPermissions(Area area) {}
        };
      }
    };
  }

  /** The first page of an area goes back invalid. */
  private static KnownBug firstStaysInvalid() {
    return new Bug(
        "reset-misses-first-page",
        "leak",
        "mistake around the second set_area_direct_map() of vm_reset_perms()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void makeDefault(Area area) {
            for (int i = 1; i < area.pages(); i++) {
              attributes.directMapDefault(kernel.linearVa(area.pfns()[i]));
            }
          }
        };
      }
    };
  }

  /** The last page of an area goes back invalid. */
  private static KnownBug lastStaysInvalid() {
    return new Bug(
        "reset-misses-last-page",
        "leak",
        "mistake around set_memory_* on part of an area, then vfree") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void makeDefault(Area area) {
            for (int i = 0; i < area.pages() - 1; i++) {
              attributes.directMapDefault(kernel.linearVa(area.pfns()[i]));
            }
          }
        };
      }
    };
  }

  /** After the first page that cannot be made invalid nothing is reset at all. */
  private static KnownBug stopsAtFailure() {
    return new Bug(
        "reset-stops-at-failure",
        "leak",
        "mistake around the results that set_area_direct_map() ignores") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void resetPermissions(Area area) {
            for (int i = 0; i < area.pages(); i++) {
              if (attributes.directMapInvalid(kernel.linearVa(area.pfns()[i])) != 0) {
                return;
              }
            }
            flushAliases(area);
            makeDefault(area);
          }
        };
      }
    };
  }

  /** Pages are writable while the area that executed them is still in the TLBs. */
  private static KnownBug defaultFirst() {
    return new Bug(
        "reset-default-before-flush",
        "alias",
        "mistake around the order in vm_reset_perms()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void resetPermissions(Area area) {
            makeInvalid(area);
            makeDefault(area);
            flushAliases(area);
          }
        };
      }
    };
  }

  /** The linear aliases are invalidated, but not the addresses of the area that went. */
  private static KnownBug aliasesOnly() {
    return new Bug(
        "reset-flushes-aliases-only",
        "tlb",
        "mistake around the range given to _vm_unmap_aliases() by vm_reset_perms()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void flushAliases(long lowest, long highest) {
            kernel.flushRange(lowest, highest);
          }
        };
      }
    };
  }

  /**
   * Every page between the lowest and the highest is made valid and writable, whoever owns it.
   */
  private static KnownBug resetsAllBetween() {
    return new Bug(
        "reset-takes-span-for-pages",
        "permission",
        "mistake around vm_reset_perms(): the range of the flush used for the reset") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void flushAliases(long lowest, long highest) {
            super.flushAliases(lowest, highest);
            for (long va = lowest; va < highest; va += kernel.geometry.pageBytes()) {
              attributes.directMapDefault(va);
            }
          }
        };
      }
    };
  }

  /** Pages go back to the allocator before they are put right. */
  private static KnownBug freedBeforeReset() {
    return new Bug(
        "frames-freed-before-reset",
        "leak",
        "mistake around the order of vm_reset_perms() and __free_page() in vfree()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void takeDown(Area area) {
            unmapLazily(area);
            giveBackFrames(area);
            if (area.resetPerms()) {
              resetPermissions(area);
            }
          }
        };
      }
    };
  }

  /** Leaves are split under the lock that reclaim takes when a split needs memory. */
  private static KnownBug underPurgeLock() {
    return new Bug(
        "reset-splits-under-purge-lock",
        "context",
        "mistake around vmap_purge_lock in vm_reset_perms()") {
      @Override
      protected Areas areas(
          Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
        return new Areas(kernel, space, mapper(kernel), frames, attributes) {
          @Override
          protected void makeInvalid(Area area) {
            kernel.lock(Lock.PURGE);
            super.makeInvalid(area);
            kernel.unlock(Lock.PURGE);
          }
        };
      }
    };
  }
}
