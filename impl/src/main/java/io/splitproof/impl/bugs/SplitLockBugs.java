package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.Outcome;
import java.util.List;

/** Mistakes in who may split, when, and under which lock. */
final class SplitLockBugs {

  private SplitLockBugs() {}

  static List<KnownBug> all() {
    return List.of(
        withoutLock(),
        lockKeptOnFailure(),
        fromKfence(),
        fromDebugPagealloc(),
        besideUnknownCpus(),
        busyWithoutBbml2());
  }

  /** Nobody keeps two CPUs from splitting the same leaf. */
  private static KnownBug withoutLock() {
    return new Bug(
        "split-without-lock",
        "context",
        "mistake around pgtable_split_lock of split_kernel_leaf_mapping()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int splitLocked(long start, long end) {
            return splitBoundaries(start, end);
          }
        };
      }
    };
  }

  /** A split that fails returns past the release of the lock. */
  private static KnownBug lockKeptOnFailure() {
    return new Bug(
        "split-keeps-lock-on-failure",
        "context",
        "mistake around the error path of split_kernel_leaf_mapping()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int splitLocked(long start, long end) {
            kernel.lock(Lock.SPLIT);
            int result = splitBoundaries(start, end);
            if (result == 0) {
              kernel.unlock(Lock.SPLIT);
            }
            return result;
          }
        };
      }
    };
  }

  /** KFENCE takes the mutex from atomic context, although its pool is made of pages. */
  private static KnownBug fromKfence() {
    return new Bug(
        "split-sleeps-for-kfence",
        "context",
        "v7 and v8 threads (seeds 001, 002): kfence_protect_page() must not sleep") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected boolean isPageMapped(long va) {
            return false;
          }
        };
      }
    };
  }

  /** debug_pagealloc takes the mutex from atomic context, although all memory is pages. */
  private static KnownBug fromDebugPagealloc() {
    return new Bug(
        "split-sleeps-for-debug-pagealloc",
        "context",
        "v7 thread (seed 001): __kernel_map_pages() must not sleep") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int refusal(long start) {
            return kernel.config.debugPagealloc() ? PROCEED : super.refusal(start);
          }
        };
      }
    };
  }

  /** Before capabilities are final a split goes ahead, whoever is online. */
  private static KnownBug besideUnknownCpus() {
    return new Bug(
        "split-beside-unknown-cpus",
        "result",
        "mistake around num_online_cpus() in split_kernel_leaf_mapping_needed()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int refusalWhileBooting() {
            return PROCEED;
          }
        };
      }
    };
  }

  /** Where the map was repainted there is nothing to split, which is no reason to fail. */
  private static KnownBug busyWithoutBbml2() {
    return new Bug(
        "split-refused-after-repaint",
        "result",
        "mistake around the last test of split_kernel_leaf_mapping_needed()") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int refusal(long start) {
            boolean late = kernel.boot.finalized && kernel.boot.linearMapRequiresBbml2;
            return late && !kernel.boot.systemBbml2 ? Outcome.EBUSY : super.refusal(start);
          }
        };
      }
    };
  }
}
