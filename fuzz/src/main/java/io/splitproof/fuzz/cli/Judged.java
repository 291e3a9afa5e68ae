package io.splitproof.fuzz.cli;

import io.splitproof.impl.Variant;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is judged: a variant or the kernel of a tree, which is what {@code kernel} is about. */
final class Judged {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private VariantOption named;

  @Mixin private TreeOption tree;

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

  /** Whether it is, or has to be, the kernel of a tree. */
  boolean isTree() {
    return tree.isGiven() || spec.parent() != null && spec.parent().name().equals("kernel");
  }

  /** The options that name the same again; with a blank before. */
  String again() throws IOException {
    return tree.isGiven() ? tree.again() : " --variant " + variant().name();
  }
}
