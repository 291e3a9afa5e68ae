package io.splitproof.fuzz.gate;

import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.oracle.checks.CheckName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a gate on a kernel tree is to do.
 *
 * @param tree the tree's executors
 * @param source what a user says to mean the tree as it is
 * @param patches each gets a verdict; if there are none, the tree does
 * @param alone whether each patch is applied to the tree by itself, and not to those before it
 * @param base whether what shows without a patch, too, is not held against it
 * @param checks which checks judge
 * @param budget how long each verdict may take, with all that has to be built for it
 * @param workers processes searching side by side, at least 1
 * @param seed where all random choices start
 * @param shelf as of {@link GateSettings}
 * @param findings folder for what is found; it exists and can be written
 */
public record TreeGateSettings(
    ExecutorCache tree,
    KernelSource source,
    List<Path> patches,
    boolean alone,
    boolean base,
    Set<CheckName> checks,
    Duration budget,
    int workers,
    long seed,
    Path shelf,
    Path findings) {

  /** What a user says to mean the tree with {@code applied}, of which {@code built} is built. */
  KernelSource source(List<Path> applied, ExecutorCache built) {
    List<String> options = new ArrayList<>(source.options());
    applied.forEach(
        patch -> options.addAll(List.of("--patch", patch.toAbsolutePath().normalize().toString())));
    return new KernelSource(options, built.built(), source.flavour());
  }

  /** The same as a gate on a variant takes it. */
  GateSettings of(KernelVariant kernel, Path where) {
    return new GateSettings(
        kernel, checks, budget, workers, seed, shelf, where, null, null, 1);
  }
}
