package io.splitproof.fuzz.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.splitproof.fuzz.kernel.BuildYard;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import io.splitproof.impl.kernel.TreeCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which kernel tree is judged, and where executors built from it are kept. */
class TreeOption {

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
          + " which checks each address and each shift, and counts what was reached; half as"
          + " fast; the default of kernel fuzz if there is clang).")
  private Flavour flavour;

  private ExecutorCache original;
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
   * The executors of the tree with the patches applied.
   *
   * @throws UsageException if there is no tree, or it is none, or something else is no patch
   * @throws io.splitproof.impl.kernel.PatchFailure if a patch does not apply
   * @throws IOException if it cannot be read
   */
  ExecutorCache executors() throws IOException {
    if (executors == null) {
      executors = patches().isEmpty() ? original() : patched();
    }
    return executors;
  }

  private ExecutorCache patched() throws IOException {
    TreeCopy copy = original().copy();
    Main.of(spec.commandLine()).closeAtTheEnd(copy);
    for (Path patch : patches()) {
      copy.apply(patch);
    }
    return original().of(copy);
  }

  /** What is applied to the tree before it is judged, in that order. */
  List<Path> patches() throws IOException {
    return List.of();
  }

  /**
   * The patches, if they are some.
   *
   * @throws UsageException if one of them is none
   */
  static List<Path> checked(List<Path> patches) throws IOException {
    for (Path patch : patches) {
      if (!Files.isRegularFile(patch)) {
        throw new UsageException("--patch: " + patch + ": no such file");
      }
      try (var lines = Files.lines(patch, StandardCharsets.ISO_8859_1)) {
        if (lines.noneMatch(line -> line.startsWith("+++ ") || line.startsWith("rename to "))) {
          throw new UsageException(
              "--patch: " + patch + ": no patch, as no line begins with '+++ '; expected what"
                  + " git format-patch or diff -u writes");
        }
      }
    }
    return patches;
  }

  /**
   * The executors of the tree as it is.
   *
   * @throws UsageException if there is no tree, or it is none
   * @throws IOException if it cannot be read
   */
  ExecutorCache original() throws IOException {
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
    if (original == null) {
      original = new ExecutorCache(tree, sources(), writable(folder()), this::progress);
    }
    return original;
  }

  /** How executors are to be built. */
  Flavour flavour() {
    return flavour == null ? Flavour.FAST : flavour;
  }

  /** How they are to be built if nobody has said so. */
  void prefer(Flavour wish) {
    flavour = flavour == null ? wish : flavour;
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
    List<String> options = new ArrayList<>(unpatched().options());
    patches().forEach(patch -> options.addAll(List.of("--patch", absolute(patch))));
    return new KernelSource(List.copyOf(options), executors().built(), flavour());
  }

  /** As it means the same wherever it is typed. */
  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Which kernel the tree's is as it is. */
  KernelSource unpatched() throws IOException {
    List<String> options = new ArrayList<>(List.of("--tree", absolute(tree)));
    if (cache != null) {
      options.addAll(List.of("--cache", absolute(cache)));
    }
    if (flavour() != Flavour.FAST) {
      options.addAll(List.of("--flavour", flavour().text()));
    }
    return new KernelSource(List.copyOf(options), original().built(), flavour());
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
