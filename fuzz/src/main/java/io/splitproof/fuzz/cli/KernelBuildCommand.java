package io.splitproof.fuzz.cli;

import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.oracle.arch.Geometry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kernel build}: builds executors from a tree. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Builds executors from a kernel tree, which is only read, as many at a time as there are"
          + " processors; each command that takes --tree builds what it lacks.",
      "Exit status 0: built; 1: it could not be, and a line says which name of the tree is to"
          + " blame."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof kernel build --tree linux",
      "  splitproof kernel build --tree linux --flavour finding 4K/48 64K/48"
    })
final class KernelBuildCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "GEOMETRY",
      arity = "0..*",
      description = "Granule and VA bits, as 4K/48 or 16K/47 (default: all there are).")
  private List<String> names = List.of();

  @Mixin private TreeOption tree;

  @Option(names = "--unmodelled", description = "List what of the kernel is not modelled.")
  private boolean unmodelled;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Executor> executors =
        geometries().stream()
            .flatMap(geometry -> Executor.of(geometry, tree.flavour()).stream())
            .toList();
    ExecutorCache cache = tree.executors();
    cache.buildAll(executors);
    for (Executor executor : executors) {
      out.println(executor + ": " + cache.file(executor));
      if (unmodelled) {
        out.println("  not modelled: " + String.join(" ", cache.unmodelled(executor)));
      }
    }
    out.flush();
    return ExitStatus.CLEAN;
  }

  private List<Geometry> geometries() {
    List<Geometry> geometries = new ArrayList<>(names.isEmpty() ? Geometry.real() : List.of());
    for (String name : names) {
      try {
        geometries.add(Geometry.named(name));
      } catch (IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
    }
    return geometries;
  }
}
