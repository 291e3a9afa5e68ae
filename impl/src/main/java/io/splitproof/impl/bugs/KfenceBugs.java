package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.LinearMap;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.MappingStyle;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeToPages;
import java.util.List;

/** Mistakes around the KFENCE pool. */
final class KfenceBugs {

  private KfenceBugs() {}

  static List<KnownBug> all() {
    return List.of(earlyInBlocks(), lateInBlocks(), failedRemembered(), lastGuardOpen());
  }

  /** The pool that is there at boot is mapped with blocks, and never split. */
  private static KnownBug earlyInBlocks() {
    return new Bug(
        "early-kfence-pool-in-blocks",
        "permission",
        "mistake around arm64_kfence_alloc_pool() and map_mem()") {
      @Override
      protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
        return new LinearMap(kernel, mappings) {
          @Override
          protected MappingStyle poolStyle() {
            return new MappingStyle(true, true, true, true);
          }
        };
      }
    };
  }

  /** The pool that comes late is left in blocks, and never split. */
  private static KnownBug lateInBlocks() {
    return new Bug(
        "late-kfence-pool-in-blocks",
        "result",
        "v8 thread (seed 002): before arch_kfence_init_pool() split the pool") {
      @Override
      protected KfencePool kfence(
          Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
        return new KfencePool(kernel, frames, toPages, attributes) {
          @Override
          protected int mapAsPages(long start, long end) {
            return 0;
          }
        };
      }
    };
  }

  /** A pool that could not be made goes on being one: nothing in it is split any more. */
  private static KnownBug failedRemembered() {
    return new Bug(
        "failed-kfence-pool-remembered",
        "result",
        "mistake around the error path of kfence_init_late()") {
      @Override
      protected KfencePool kfence(
          Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
        return new KfencePool(kernel, frames, toPages, attributes) {
          @Override
          protected void forgetPool() {}
        };
      }
    };
  }

  /** The last guard page of the pool stays valid. */
  private static KnownBug lastGuardOpen() {
    return new Bug(
        "kfence-misses-last-guard-page",
        "permission",
        "mistake around the end of the loop in kfence_init_pool()") {
      @Override
      protected KfencePool kfence(
          Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
        return new KfencePool(kernel, frames, toPages, attributes) {
          @Override
          protected void protectGuards() {
            super.protectGuards();
            long last = kernel.boot.kfencePoolPfn + kernel.kfencePages() - 1;
            attributes.setMemoryValid(kernel.linearVa(last), 1, true);
          }
        };
      }
    };
  }
}
