package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Boot;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.LinearMap;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.impl.linux.Repaint;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineEvents.Context;
import java.util.List;

/** Mistakes when the linear map is repainted for CPUs without BBML2. */
final class RepaintBugs {

  private RepaintBugs() {}

  static List<KnownBug> all() {
    return List.of(
        othersRunning(),
        maySleep(),
        stopsAtImage(),
        failureIgnored(),
        notFlushed(),
        stoppedForEver(),
        keepsMarks(),
        pagesKeepMarks(),
        bootCpuDecides());
  }

  /** Leaves are split under the eyes of CPUs that cannot bear it. */
  private static KnownBug othersRunning() {
    return new Bug(
        "repaint-without-stop-machine",
        "bbm",
        "mistake around stop_machine() in linear_map_maybe_split_to_ptes()") {
      @Override
      protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
        return new Repaint(kernel, toPages) {
          @Override
          protected void stopMachine() {
            repaint();
          }
        };
      }
    };
  }

  /** Tables are asked for with GFP_KERNEL while every other CPU waits. */
  private static KnownBug maySleep() {
    return new Bug(
        "repaint-may-sleep",
        "context",
        "mistake around GFP_ATOMIC in linear_map_split_to_ptes()") {
      @Override
      protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
        return new Repaint(kernel, toPages) {
          @Override
          protected int splitToPages(long start, long end) {
            return toPages.split(start, end, true);
          }
        };
      }
    };
  }

  /** What lies above the kernel image stays in blocks. */
  private static KnownBug stopsAtImage() {
    return new Bug(
        "repaint-stops-at-image",
        "result",
        "mistake around the second range of linear_map_split_to_ptes()") {
      @Override
      protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
        return new Repaint(kernel, toPages) {
          @Override
          protected int splitToPages(long start, long end) {
            boolean first = start == kernel.geometry.linearStart();
            return first ? super.splitToPages(start, end) : 0;
          }
        };
      }
    };
  }

  /** The system goes on with a map that was repainted in part. */
  private static KnownBug failureIgnored() {
    return new Bug(
        "repaint-failure-ignored",
        "result",
        "mistake around the panic() of linear_map_split_to_ptes()") {
      @Override
      protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
        return new Repaint(kernel, toPages) {
          @Override
          protected void failed() {}
        };
      }
    };
  }

  /** CPUs come back with blocks in their TLBs where there are pages now. */
  private static KnownBug notFlushed() {
    return new Bug(
        "repaint-not-flushed",
        "bbm",
        "mistake around flush_tlb_kernel_range() in linear_map_split_to_ptes()") {
      @Override
      protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
        return new Repaint(kernel, toPages) {
          @Override
          protected void flush(long start, long end) {}
        };
      }
    };
  }

  /** The other CPUs are never let go. */
  private static KnownBug stoppedForEver() {
    return new Bug(
        "repaint-never-restarts",
        "context",
        "mistake around the end of linear_map_split_to_ptes()") {
      @Override
      protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
        return new Repaint(kernel, toPages) {
          @Override
          protected void stopMachine() {
            kernel.enter(Context.STOP_MACHINE);
            repaint();
          }
        };
      }
    };
  }

  /** The pages that blocks become are marked contiguous. */
  private static KnownBug keepsMarks() {
    return new Bug(
        "repaint-keeps-contiguous-marks",
        "mapping",
        "mistake around to_cont in split_pmd() and split_pud()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected long mark(long protection, boolean contiguous) {
            return super.mark(protection, true);
          }
        };
      }
    };
  }

  /** Pages that were marked contiguous before the repaint stay so. */
  private static KnownBug pagesKeepMarks() {
    return new Bug(
        "repaint-skips-marked-pages",
        "mapping",
        "mistake around split_to_ptes_pte_entry()") {
      @Override
      protected RangeToPages toPages(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
        return new RangeToPages(kernel, splitter, walk) {
          @Override
          public int ptes(long entryPa, int count) {
            return 0;
          }
        };
      }
    };
  }

  /** What the boot CPU has, all CPUs are taken to have. */
  private static KnownBug bootCpuDecides() {
    return new Bug(
        "repaint-decided-by-boot-cpu",
        "bbm",
        "mistake around SCOPE_LOCAL_CPU and SCOPE_SYSTEM of ARM64_HAS_BBML2_NOABORT") {
      @Override
      protected Boot boot(
          Kernel kernel, LinearMap linearMap, Repaint repaint, KfencePool kfence) {
        return new Boot(kernel, linearMap, repaint, kfence) {
          @Override
          protected boolean everyCpuHasBbml2() {
            return kernel.config.bbml2() != Bbml2.NONE;
          }
        };
      }
    };
  }
}
