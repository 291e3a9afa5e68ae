package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.collapse.Collapser;
import io.splitproof.impl.collapse.CollapsingKernel;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import java.util.List;

/** Mistakes about what is alike, and so may become one leaf. */
final class CollapseAlikeBugs {

  private CollapseAlikeBugs() {}

  static List<KnownBug> all() {
    return List.of(
        firstAndLastAlone(),
        holesTakenForPages(),
        attributesAlone(),
        invalidRevived(),
        groupNotLookedAt(),
        groupMarkedInPart(),
        readOnlyTablesGivenUp());
  }

  /** What differs in the middle becomes what the ends are. */
  private static KnownBug firstAndLastAlone() {
    return new CollapseBug(
        "collapse-compares-ends",
        "live",
        "mistake around the x86 thread's merge: the first and the last entry agree") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected boolean isAlike(long entryPa, int count, long first, int level) {
            long last = entryPa + 8L * (count - 1);
            long expected = first + (count - 1) * geometry.bytes(level);
            return super.isAlike(entryPa, 1, first, level)
                && super.isAlike(last, 1, expected, level);
          }
        };
      }
    };
  }

  /** An entry that says nothing does not contradict the others, so its memory appears. */
  private static KnownBug holesTakenForPages() {
    return new CollapseBug(
        "collapse-maps-holes",
        "permission",
        "mistake around pte_none(): an empty entry in the middle of a table is skipped") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected boolean isAlike(long entryPa, int count, long first, int level) {
            for (int i = 0; i < count; i++) {
              long pa = entryPa + 8L * i;
              long expected = first + i * geometry.bytes(level);
              if (kernel.read(pa) != 0 && !super.isAlike(pa, 1, expected, level)) {
                return false;
              }
            }
            return true;
          }
        };
      }
    };
  }

  /** A realm's shared bit is a part of the address, so a shared page becomes private. */
  private static KnownBug attributesAlone() {
    return new CollapseBug(
        "collapse-compares-protections",
        "live",
        "mistake around pte_pgprot(): a realm's shared bit is in the address, not in that") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected boolean isAlike(long entryPa, int count, long first, int level) {
            for (int i = 0; i < count; i++) {
              if (protection(kernel.read(entryPa + 8L * i)) != protection(first)) {
                return false;
              }
            }
            return true;
          }

          private long protection(long entry) {
            long address = Descriptor.address(entry, geometry.pageShift());
            return entry & ~address & ~Descriptor.CONTIGUOUS;
          }
        };
      }
    };
  }

  /** What is not valid now is taken for what it would be. */
  private static KnownBug invalidRevived() {
    return new CollapseBug(
        "collapse-revives-invalid",
        "live",
        "mistake around pte_present(): present-invalid members count as valid ones") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected boolean isAlike(long entryPa, int count, long first, int level) {
            for (int i = 0; i < count; i++) {
              long expected = first + i * geometry.bytes(level);
              if (asValid(kernel.read(entryPa + 8L * i)) != asValid(expected)) {
                return false;
              }
            }
            return true;
          }

          private long asValid(long entry) {
            boolean present = kernel.entries.present(entry);
            long valid = kernel.protection.presentValid;
            long unmarked = entry & ~Descriptor.CONTIGUOUS;
            return present ? unmarked & ~Descriptor.PRESENT_INVALID | valid : unmarked;
          }
        };
      }
    };
  }

  /** The group of what was changed is marked whatever is in it. */
  private static KnownBug groupNotLookedAt() {
    return new CollapseBug(
        "collapse-marks-blindly",
        "live",
        "mistake around contpte_fold(): nobody asked whether the group is uniform") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected boolean mayMark(long entryPa, int level) {
            long entry = kernel.read(entryPa);
            boolean marked = kernel.entries.contiguous(entry);
            return level == Geometry.PTE && kernel.entries.valid(entry) && !marked;
          }
        };
      }
    };
  }

  /** Only the first half of a group gets the mark. */
  private static KnownBug groupMarkedInPart() {
    return new CollapseBug(
        "collapse-marks-half-a-group",
        "mapping",
        "mistake around CONT_PTES and CONT_PMDS: the wrong one of them") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected void mark(long entryPa, int level) {
            long first = kernel.read(entryPa) | Descriptor.CONTIGUOUS;
            int half = geometry.contiguous(level) / 2;
            kernel.fill(entryPa, half, first, geometry.bytes(level));
          }
        };
      }
    };
  }

  /** To be put right, what is not default must be split again, which may fail unheard. */
  private static KnownBug readOnlyTablesGivenUp() {
    return new CollapseBug(
        "collapse-gives-up-tables-of-read-only",
        "leak",
        "the objection to vm_reset_perms() in the v7 thread, for leaves that grow again") {
      @Override
      protected Collapser collapser(CollapsingKernel kernel) {
        return new Collapser(kernel) {
          @Override
          protected boolean isDefault(long entry, int level, long va) {
            long address = Descriptor.address(entry, geometry.pageShift());
            return kernel.entries.valid(entry) && address == kernel.config.linearPa(va);
          }
        };
      }
    };
  }
}
