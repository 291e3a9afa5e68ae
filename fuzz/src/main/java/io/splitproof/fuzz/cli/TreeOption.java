package io.splitproof.fuzz.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.splitproof.fuzz.kernel.BuildYard;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which kernel tree is judged, and where executors built from it are kept. */
final class TreeOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--tree",
      paramLabel = "LINUX",
      description = "Judge the kernel of this source tree instead of a variant; it is only read."
          + " What is not built yet is built first.")
  private Path tree;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Keep executors here (default: splitproof in $XDG_CACHE_HOME or ~/.cache).")
  private Path cache;

  @Option(
      names = "--flavour",
      paramLabel = "FLAVOUR",
      description = "How executors are built: fast (by gcc, the default), or finding (by clang,"
          + " which checks each address and each shift, and counts what was reached; a third as"
          + " fast).")
  private Flavour flavour = Flavour.FAST;

  private ExecutorCache executors;

  /** Whether a tree was named. */
  boolean isGiven() {
    return tree != null;
  }

  /** Where it is; null if none was named. */
  Path path() {
    return tree;
  }

  /**
   * The executors of the tree.
   *
   * @throws UsageException if there is no tree, or it is none
   * @throws IOException if it cannot be read
   */
  ExecutorCache executors() throws IOException {
    if (tree == null) {
      throw new UsageException("--tree LINUX is missing: the kernel's source tree to judge");
    }
    if (!Files.isRegularFile(tree.resolve("arch/arm64/mm/pageattr.c"))) {
      throw new UsageException(
          "--tree: " + tree + " has no arch/arm64/mm/pageattr.c; expected a Linux source tree");
    }
    Path mmu = tree.resolve("arch/arm64/mm/mmu.c");
    if (!Files.isRegularFile(mmu)
        || !Files.readString(mmu, ISO_8859_1).contains("split_kernel_leaf_mapping(")) {
      throw new UsageException(
          "--tree: " + mmu + " has no split_kernel_leaf_mapping(); expected Linux 6.18 or later,"
              + " where the linear map can be split");
    }
    if (executors == null) {
      executors = new ExecutorCache(tree, sources(), writable(folder()), this::progress);
    }
    return executors;
  }

  /** How executors are to be built. */
  Flavour flavour() {
    return flavour;
  }

  /** Executors may be built side by side. */
  private synchronized void progress(String line) {
    spec.commandLine().getErr().println("splitproof: " + line);
    spec.commandLine().getErr().flush();
  }

  /** The kernel of the tree as what is judged. */
  KernelVariant variant() throws IOException {
    ExecutorCache built = executors();
    return new KernelVariant(source(), built, executor -> true);
  }

  private KernelSource source() throws IOException {
    List<String> options = new ArrayList<>(List.of("--tree", tree.toString()));
    if (cache != null) {
      options.addAll(List.of("--cache", cache.toString()));
    }
    if (flavour != Flavour.FAST) {
      options.addAll(List.of("--flavour", flavour.text()));
    }
    return new KernelSource(List.copyOf(options), executors().built(), flavour);
  }

  /**
   * A yard for executors of the tree, as many at once as this machine has processors. Whoever gets
   * it closes it.
   */
  BuildYard yard() throws IOException {
    return new BuildYard(
        executors(),
        Runtime.getRuntime().availableProcessors(),
        (executor, failure) -> progress(executor + " is passed over: " + failure.getMessage()));
  }

  /** The kernel of the tree with the machines that {@code yard} can build executors for. */
  KernelVariant variant(BuildYard yard) throws IOException {
    return new KernelVariant(source(), yard, yard);
  }

  private static Path sources() {
    return Path.of(System.getProperty("splitproof.home", "")).resolve("impl").resolve("kernel");
  }

  private Path writable(Path folder) {
    if (folder.toAbsolutePath().normalize().startsWith(tree.toAbsolutePath().normalize())) {
      throw new UsageException(
          "--cache: " + folder + " lies in the tree, which is only read; expected another folder");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UsageException(
          "--cache: " + folder + " is no folder and none can be made there; expected one to write");
    }
    if (!Files.isWritable(folder)) {
      throw new UsageException("--cache: " + folder + " cannot be written to");
    }
    return folder;
  }

  private Path folder() {
    if (cache != null) {
      return cache;
    }
    String base = System.getenv("XDG_CACHE_HOME");
    return base == null || base.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "splitproof")
        : Path.of(base, "splitproof");
  }
}
