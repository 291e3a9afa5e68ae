package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Area;
import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Areas;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.SetMemory;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Operation.Permission;
import java.util.List;

/** Mistakes in set_memory_* on areas and in the linear aliases of their pages. */
final class SetMemoryBugs {

  private SetMemoryBugs() {}

  static List<KnownBug> all() {
    return List.of(
        roLeavesAlias(),
        roxLeavesAlias(),
        executableFirst(),
        aliasesOfFirstPages(),
        dirtyBitLeft(),
        rwMakesExecutable(),
        executableUnguarded(),
        aliasFailureIgnored(),
        areaBeforeAliases(),
        rollbackMissesLast());
  }

  /**
   * Memory becomes read-only at the address the caller knows, and stays writable at the other.
   */
  private static KnownBug roLeavesAlias() {
    return new Bug(
        "ro-leaves-alias-writable",
        "permission",
        "mistake around rodata_full in change_memory_common()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeAliases(Area area, long start, int pages, long set, long clear) {
            return set == Descriptor.READ_ONLY
                ? 0
                : super.changeAliases(area, start, pages, set, clear);
          }
        };
      }
    };
  }

  /** Code is mapped read-only and executable without a thought for its linear alias. */
  private static KnownBug roxLeavesAlias() {
    return new Bug(
        "rox-leaves-alias-writable",
        "alias",
        "kprobes (seed 002): a page made ROX in the vmalloc area alone, set_memory_rox() missing") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int readOnlyThenExecutable(long addr, int pages) {
            long bytes = pages * kernel.geometry.pageBytes();
            int result = attributes.change(addr, bytes, Descriptor.READ_ONLY, Descriptor.DBM);
            return result != 0 ? result : apply(Permission.X, addr, pages);
          }
        };
      }
    };
  }

  /** Code may be executed while it may still be written. */
  private static KnownBug executableFirst() {
    return new Bug(
        "rox-executable-first",
        "alias",
        "mistake around the order of set_memory_ro() and set_memory_x() in set_memory_rox()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int readOnlyThenExecutable(long addr, int pages) {
            int result = apply(Permission.X, addr, pages);
            return result != 0 ? result : apply(Permission.RO, addr, pages);
          }
        };
      }
    };
  }

  /**
   * The aliases that change are those of the first pages of the area, wherever the range begins.
   */
  private static KnownBug aliasesOfFirstPages() {
    return new Bug(
        "aliases-of-first-pages",
        "permission",
        "mistake around idx in change_memory_common()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeAliases(Area area, long start, int pages, long set, long clear) {
            return super.changeAliases(area, area.va(), pages, set, clear);
          }
        };
      }
    };
  }

  /** What becomes read-only may still be made writable by hardware that manages dirty state. */
  private static KnownBug dirtyBitLeft() {
    return new Bug(
        "ro-leaves-dirty-bit-modifier",
        "permission",
        "mistake around PTE_WRITE, which is DBM, in set_memory_ro()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeArea(long start, long bytes, long set, long clear) {
            return super.changeArea(start, bytes, set, clear & ~Descriptor.DBM);
          }
        };
      }
    };
  }

  /** What becomes writable becomes executable, too. */
  private static KnownBug rwMakesExecutable() {
    return new Bug(
        "rw-makes-executable",
        "permission",
        "mistake around the masks of set_memory_rw()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeArea(long start, long bytes, long set, long clear) {
            boolean writable = clear == Descriptor.READ_ONLY;
            return super.changeArea(start, bytes, set, writable ? clear | Descriptor.PXN : clear);
          }
        };
      }
    };
  }

  /** Code becomes executable without its landing pads being enforced. */
  private static KnownBug executableUnguarded() {
    return new Bug(
        "x-without-guard",
        "permission",
        "mistake around PTE_MAYBE_GP in set_memory_x()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeArea(long start, long bytes, long set, long clear) {
            return super.changeArea(start, bytes, set & ~Descriptor.GUARDED, clear);
          }
        };
      }
    };
  }

  /**
   * An alias that cannot be changed is left as it is, and the caller is told that all is well.
   */
  private static KnownBug aliasFailureIgnored() {
    return new Bug(
        "alias-failure-ignored",
        "result",
        "mistake around the result of the loop over pages[] in change_memory_common()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeAliases(Area area, long start, int pages, long set, long clear) {
            super.changeAliases(area, start, pages, set, clear);
            return 0;
          }
        };
      }
    };
  }

  /** The area changes before its aliases, also where these cannot. */
  private static KnownBug areaBeforeAliases() {
    return new Bug(
        "area-changed-before-aliases",
        "permission",
        "mistake around the order in change_memory_common()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeAliases(Area area, long start, int pages, long set, long clear) {
            changeArea(start, pages * kernel.geometry.pageBytes(), set, clear);
            return super.changeAliases(area, start, pages, set, clear);
          }
        };
      }
    };
  }

  /** After a failure the aliases changed so far are put back, but for the last one. */
  private static KnownBug rollbackMissesLast() {
    return new Bug(
        "rollback-misses-last-alias",
        "permission",
        "mistake around undoing a failed change_memory_common()") {
      @Override
      protected SetMemory setMemory(
          Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
        return new SetMemory(kernel, areas, space, attributes) {
          @Override
          protected int changeAliases(Area area, long start, int pages, long set, long clear) {
            int first = (int) (start - area.va() >>> kernel.geometry.pageShift());
            for (int i = first; i < first + pages; i++) {
              int result = changeAlias(aliasOf(area, i), set, clear);
              if (result != 0) {
                for (int j = first; j < i - 1; j++) {
                  changeAlias(aliasOf(area, j), clear, set);
                }
                return result;
              }
            }
            return 0;
          }
        };
      }
    };
  }
}
