package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.doctor.KernelTools;
import io.splitproof.fuzz.kernel.BuildYard;
import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import io.splitproof.oracle.contract.MachineConfig;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is judged: a variant or the kernel of a tree, which is what {@code kernel} is about. */
final class Judged {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private VariantOption named;

  @Mixin private PatchedTreeOption tree;

  private Variant variant;

  /**
   * The variant.
   *
   * @throws UsageException if both are named, or no tree where one is needed
   */
  Variant variant() throws IOException {
    if (variant == null) {
      if (tree.isGiven() && spec.commandLine().getParseResult().hasMatchedOption("--variant")) {
        throw new UsageException("--tree and --variant both say what is judged; name one");
      }
      variant = isTree() ? tree.variant() : named.variant();
    }
    return variant;
  }

  /**
   * Has built what a search on {@code machine} needs, or on every machine if it is null: as much at
   * first as this computer builds at once, the rest while the search is under way. What is judged
   * is the kernel with what can be built, by clang if it is there; a variant needs nothing.
   *
   * @return what ends builds that are still under way when it is closed
   * @throws ExecutorFailure if nothing can be built
   */
  BuildYard prepare(MachineConfig machine) throws IOException {
    if (!(variant() instanceof KernelVariant)) {
      return null;
    }
    if (KernelTools.hasClang()) {
      tree.prefer(Flavour.FINDING);
    }
    BuildYard yard = tree.yard();
    variant = tree.variant(yard);
    Flavour flavour = tree.flavour();
    List<Executor> first =
        machine == null ? BuildYard.first(flavour) : List.of(Executor.of(machine, flavour));
    yard.await(first);
    if (first.stream().noneMatch(yard)) {
      yard.close();
      throw new ExecutorFailure("the tree cannot be built for any machine asked for");
    }
    yard.order(machine == null ? BuildYard.all(flavour) : first);
    return yard;
  }

  /** Whether it is, or has to be, the kernel of a tree. */
  boolean isTree() {
    return tree.isGiven() || KernelCommand.isAbove(spec);
  }

  /** Builds every executor there may be for the tree, if that is what is judged. */
  void build() throws IOException {
    if (isTree()) {
      tree.executors().buildAll(BuildYard.all(tree.flavour()));
    }
  }

  /** The kernel that is judged; call only if {@link #countsLines}. */
  KernelVariant kernel() throws IOException {
    return (KernelVariant) variant();
  }

  /** Whether it is a kernel of which it is known which lines are reached. */
  boolean countsLines() {
    return tree.isGiven() && tree.flavour() == Flavour.FINDING;
  }
}
