package io.splitproof.fuzz.mutants;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.mutants.HuntResult.Verdict;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Machines.Preset;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.TreeCopy;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plants a mutant in a copy of a tree and runs random programs until one finds something that the
 * tree itself does not show. Machines with 4K pages are enough to reach every function that mutants
 * are planted in, and need two executors: the one with KFENCE joins in when a quarter of the time
 * has gone.
 */
final class Hunt {

  private static final double NANOS = 1e9;
  private static final int LONGEST = 64;
  private static final int MOST_FAILURES = 3;
  static final Geometry GEOMETRY = Geometry.named("4K/48");

  private final ExecutorCache tree;
  private final Duration budget;
  private final SplittableRandom random;
  private final ProgramGenerator generator;

  private long programs;
  private double seconds;
  private int failures;

  /**
   * Creates it.
   *
   * @param tree builds what is hunted on
   * @param budget without building; what takes longer was not found
   * @param seed decides which programs are run
   */
  Hunt(ExecutorCache tree, Duration budget, long seed) {
    this.tree = tree;
    this.budget = budget;
    this.random = new SplittableRandom(seed);
    this.generator = new ProgramGenerator(random.split(), Clients.WELL_BEHAVED);
  }

  /** Hunts, once. */
  HuntResult run(Mutant mutant) throws IOException {
    try (TreeCopy copy = tree.copy()) {
      copy.replace(mutant.file(), mutant::edit);
      return hunt(mutant, tree.of(copy));
    } catch (MisfitException misfit) {
      return HuntResult.without(mutant, Verdict.MISFIT, misfit.getMessage());
    } catch (ExecutorFailure failure) {
      return HuntResult.without(mutant, Verdict.BROKEN, failure.getMessage());
    }
  }

  private HuntResult hunt(Mutant mutant, ExecutorCache planted) {
    String name = tree.tree().toString();
    Runner runner = Runner.thorough(new KernelVariant(name, planted));
    Runner without = Runner.thorough(new KernelVariant(name, tree));
    planted.apply(new Executor(GEOMETRY, false));
    long quarter = budget.toNanos() / 4;
    HuntResult result = search(mutant, quarter, machines(false), runner, without);
    if (result.verdict() == Verdict.CAUGHT) {
      return result;
    }
    planted.apply(new Executor(GEOMETRY, true));
    return search(mutant, budget.toNanos() - quarter, machines(true), runner, without);
  }

  private HuntResult search(
      Mutant mutant, long nanos, List<Preset> machines, Runner runner, Runner without) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      MachineConfig machine = machines.get(random.nextInt(machines.size())).machine();
      Program program = generator.next(machine, 1 + random.nextInt(LONGEST));
      String signature = run(runner, program);
      programs++;
      if (signature != null && run(without, program) == null) {
        return result(mutant, Verdict.CAUGHT, signature, start);
      }
    }
    return result(mutant, Verdict.SILENT, "", start);
  }

  private HuntResult result(Mutant mutant, Verdict verdict, String signature, long start) {
    seconds += (System.nanoTime() - start) / NANOS;
    return new HuntResult(mutant, verdict, signature, seconds, programs, "");
  }

  /** What a program finds, or null. */
  private String run(Runner runner, Program program) {
    try {
      RunResult result = runner.run(program);
      return result.isClean() ? null : result.divergence().signature();
    } catch (ExecutorFailure failure) {
      failures++;
      if (failures > MOST_FAILURES) {
        throw failure;
      }
      return null;
    }
  }

  private static List<Preset> machines(boolean kfence) {
    return Machines.all().stream()
        .filter(preset -> preset.machine().geometry().equals(GEOMETRY))
        .filter(preset -> kfence || preset.machine().kfence() == Kfence.NONE)
        .toList();
  }
}
