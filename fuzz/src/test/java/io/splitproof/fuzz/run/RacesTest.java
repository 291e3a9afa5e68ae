package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.Linux72;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.Space;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What two operations at once do to a kernel that gets its locks wrong, without the check that
 * would say so of either of them alone.
 */
class RacesTest {

  private static final String MACHINE =
      "machine 4K/48 ram 0x40000000+4G bbml2 all cpus 2 rodata full kfence early stage booted\n";
  private static final String BLOCK = "B0 = alloc_pages 512 near 0x80000\n";
  private static final String TWO_CHANGES =
      BLOCK + "set_memory_valid B0[3] 7 off\nbeside %d %d 9: set_memory_valid B0[100] 1 off\n";

  private static Set<String> signatures(Variant variant, String steps) {
    Set<CheckName> checks = EnumSet.allOf(CheckName.class);
    checks.remove(CheckName.CONTEXT);
    Runner runner = Runner.thorough(variant, checks);
    Set<String> found = new TreeSet<>();
    for (int one = 0; one < 45; one++) {
      for (int other = 1; other < 40; other += 6) {
        RunResult result =
            runner.run(ProgramText.parse(MACHINE + String.format(steps, one, other)));
        if (!result.isClean()) {
          found.add(result.divergence().signature());
        }
      }
    }
    return found;
  }

  private static void assertFound(String start, Set<String> signatures) {
    assertTrue(signatures.stream().anyMatch(text -> text.startsWith(start)), signatures.toString());
  }

  @Test
  void aSplitWithoutTheLockLosesAChange() {
    Set<String> found = signatures(Variants.named("split-without-lock"), TWO_CHANGES);
    assertFound("mapping:set_memory_valid+set_memory_valid:", found);
    assertFound("result:set_memory_valid:linear:0/-EINVAL warns [PARTIAL_LEAF]", found);
  }

  @Test
  void aSplitThatTrustsWhatItReadBeforeItSleptLosesAChange() {
    Set<String> found = signatures(Variants.named("split-drops-lock-to-allocate"), TWO_CHANGES);
    assertTrue(!found.isEmpty(), "nothing found");
  }

  @Test
  void locksTakenTheOtherWayRoundEndTheKernel() {
    String steps =
        BLOCK
            + "A0 = vmalloc 2 near 0x90000\nvfree A0\n"
            + "split_kernel_leaf_mapping B0[3] 0x1000\nbeside %d %d 1: vm_unmap_aliases\n";
    Set<String> found = signatures(new LocksCrossed(), steps);
    assertEquals(Set.of("result:split_kernel_leaf_mapping:linear:0/died"), died(found));
  }

  @Test
  void anInterruptThatWantsTheLockOfWhatItInterruptsEndsTheKernel() {
    String steps =
        BLOCK + "split_kernel_leaf_mapping B0[3] 0x1000\ninterrupt %d: kfence_protect 2 # %d\n";
    Set<String> found = signatures(Variants.named("split-sleeps-for-kfence"), steps);
    assertEquals(Set.of("result:kfence_protect:call:0/died"), died(found));
    assertEquals(Set.of(), signatures(Variants.byDefault(), steps));
  }

  @Test
  void nothingIsFoundInAKernelThatTakesItsLocks() {
    assertEquals(Set.of(), signatures(Variants.byDefault(), TWO_CHANGES));
  }

  private static Set<String> died(Set<String> signatures) {
    Set<String> died = new TreeSet<>(signatures);
    died.removeIf(text -> !text.endsWith("/died"));
    return died;
  }

  /** A split reclaims under its lock what a purge splits under its own. */
  private static final class LocksCrossed extends Linux72 {

    @Override
    protected LeafSplitter splitter(Kernel kernel) {
      return new LeafSplitter(kernel) {
        @Override
        protected long allocate(int level, long nearPa, boolean maySleep) {
          kernel.lock(Lock.PURGE);
          kernel.unlock(Lock.PURGE);
          return kernel.allocateTable(level, Space.LINEAR, nearPa, maySleep);
        }
      };
    }

    @Override
    protected AreaSpace space(Kernel kernel) {
      return new AreaSpace(kernel) {
        @Override
        protected void flush(long start, long end) {
          kernel.lock(Lock.SPLIT);
          super.flush(start, end);
          kernel.unlock(Lock.SPLIT);
        }
      };
    }
  }
}
