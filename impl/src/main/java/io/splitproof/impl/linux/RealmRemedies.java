package io.splitproof.impl.linux;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;

/**
 * What was proposed when a realm could not share its first pages on version 8: part of a block has
 * to become shared before all CPUs are known, and so before anything is split. The third proposal,
 * to map by pages first and to collapse later, is a system of its own.
 *
 * <p>Source: the v8 thread (seed 002), report of 16 March 2026 and the answer to it.
 */
public final class RealmRemedies {

  private RealmRemedies() {}

  /** The remedies that keep to version 8 but for one step. */
  public static List<Variant> all() {
    return List.of(new SplitWhileAlone(), new RealmByPages());
  }

  /**
   * Leaves are split while no second CPU is online, as the boot CPU's own feature is all that
   * matters until then. Between that and the moment all CPUs are known a split is refused: the
   * thread says "only disallow", and a refusal that warns is what Linux 7.2 made of it.
   */
  private static final class SplitWhileAlone extends LinuxV8 {

    @Override
    public String name() {
      return "v8-split-while-alone";
    }

    @Override
    public String provenance() {
      return "v8 thread, Ryan Roberts: \"technically safe to split\" while the boot CPU is alone";
    }

    @Override
    protected LeafSplitter splitter(Kernel kernel) {
      return new V7Splitter(kernel) {
        @Override
        protected int refusal(long start) {
          boolean undecided = !kernel.boot.finalized && kernel.boot.linearMapRequiresBbml2;
          return undecided ? refusalWhileBooting() : super.refusal(start);
        }
      };
    }
  }

  /** A realm is known to be one before memory is mapped, and then gets nothing but pages. */
  private static final class RealmByPages extends LinuxV8 {

    @Override
    public String name() {
      return "v8-realm-by-pages";
    }

    @Override
    public String provenance() {
      return "v8 thread, Jinjiang Tu: PTE mapping forced for realms, is_realm_world() known early";
    }

    @Override
    public Design design() {
      return Design.REALM_BY_PAGES;
    }

    @Override
    protected Kernel kernel(MachineConfig config) {
      return new Kernel(config) {
        @Override
        public boolean forcePteMapping() {
          return config.realm() || super.forcePteMapping();
        }
      };
    }
  }
}
