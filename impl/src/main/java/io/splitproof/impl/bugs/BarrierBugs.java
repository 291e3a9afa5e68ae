package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.AreaMapper;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import java.util.List;

/** Mistakes in the barriers after entries become valid, and around new tables. */
final class BarrierBugs {

  private BarrierBugs() {}

  static List<KnownBug> all() {
    return List.of(
        noBarrier(),
        noIsb(),
        areaTableUnseen(),
        areaTableFullOfGarbage(),
        linearTableUnseen(),
        linearTableFullOfGarbage());
  }

  /** Callers may use a page before walkers see that it is mapped. */
  private static KnownBug noBarrier() {
    return new Bug(
        "valid-entries-without-barrier",
        "publish",
        "mistake around lazy MMU mode: arch_leave_lazy_mmu_mode() forgets emit_pte_barriers()") {
      @Override
      protected Kernel kernel(MachineConfig config) {
        return new Kernel(config) {
          @Override
          protected void emitBarriers() {}
        };
      }
    };
  }

  /** This CPU may go on with what it fetched before the page was mapped. */
  private static KnownBug noIsb() {
    return new Bug(
        "valid-entries-without-isb",
        "publish",
        "mistake around the isb() of emit_pte_barriers()") {
      @Override
      protected Kernel kernel(MachineConfig config) {
        return new Kernel(config) {
          @Override
          protected void emitBarriers() {
            barrier(Barrier.DSB_ISHST);
          }
        };
      }
    };
  }

  /** A table of the vmalloc area is hooked in before walkers are sure to find it empty. */
  private static KnownBug areaTableUnseen() {
    return new Bug(
        "area-table-without-barrier",
        "publish",
        "mistake around smp_wmb() in __pte_alloc_kernel()") {
      @Override
      protected AreaMapper mapper(Kernel kernel) {
        return new AreaMapper(kernel) {
          @Override
          protected void beforePublishing() {}
        };
      }
    };
  }

  /** A table of the vmalloc area is hooked in with whatever was in its frame. */
  private static KnownBug areaTableFullOfGarbage() {
    return new Bug(
        "area-table-not-cleared",
        "publish",
        "mistake around pte_alloc_one_kernel(): __GFP_ZERO forgotten") {
      @Override
      protected AreaMapper mapper(Kernel kernel) {
        return new AreaMapper(kernel) {
          @Override
          protected void clear(long table, int level) {}
        };
      }
    };
  }

  /** A table for added memory is hooked in before walkers are sure to find it empty. */
  private static KnownBug linearTableUnseen() {
    return new Bug(
        "linear-table-without-barrier",
        "publish",
        "mistake around the dsb(ishst) of init_clear_pgtable()") {
      @Override
      protected MappingBuilder mappings(Kernel kernel) {
        return new MappingBuilder(kernel) {
          @Override
          protected void beforePublishing() {}
        };
      }
    };
  }

  /** A table for added memory is hooked in with whatever was in its frame. */
  private static KnownBug linearTableFullOfGarbage() {
    return new Bug(
        "linear-table-not-cleared",
        "publish",
        "mistake around init_clear_pgtable()") {
      @Override
      protected MappingBuilder mappings(Kernel kernel) {
        return new MappingBuilder(kernel) {
          @Override
          protected void clear(long table, int level) {}
        };
      }
    };
  }
}
