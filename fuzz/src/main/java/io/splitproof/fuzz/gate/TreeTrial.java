package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.kernel.BuildYard;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges one kernel until something is found or time is up. Few executors are built before the
 * search begins, and the others while it is under way; each replays the shelf as soon as it is
 * built, and the search takes in its machines.
 */
final class TreeTrial {

  /** The stage of what has to be there before anything can be judged. */
  static final String BUILD = "build";

  private final GateSettings settings;
  private final ExecutorCache built;
  private final TreeShelf shelf;
  private final TreeBase base;
  private final Consumer<String> progress;
  private final SearchStage search;
  private final List<Case> builds = new ArrayList<>();
  private volatile boolean over;

  /**
   * Prepares a trial.
   *
   * @param settings what to do; what is judged is a kernel that runs on what is built of it
   * @param built builds it
   * @param base what it is compared with, or null
   * @param progress told how it goes
   */
  TreeTrial(
      GateSettings settings, ExecutorCache built, KernelVariant base, Consumer<String> progress)
      throws IOException {
    this.settings = settings;
    this.built = built;
    this.base = new TreeBase(base, settings.checks());
    this.shelf = new TreeShelf(settings, this.base);
    this.search = new SearchStage(settings, this.base, true);
    this.progress = progress;
  }

  /** Asks a running trial to end early. May be called from any thread. */
  void stop() {
    over = true;
    search.stop();
  }

  /** Runs it. */
  List<StageResult> run(Deadline deadline) throws IOException {
    Flavour flavour = ((KernelVariant) settings.variant()).source().flavour();
    List<Executor> first = BuildYard.first(flavour);
    double start = deadline.seconds();
    double begun;
    List<Case> searched = List.of();
    try (BuildYard yard =
        new BuildYard(executor -> prepare(executor, deadline), first.size(), (one, why) -> {})) {
      yard.await(first);
      begun = deadline.seconds();
      if (first.stream().noneMatch(yard)) {
        refuse();
      } else if (!over) {
        yard.order(BuildYard.all(flavour));
        searched = search.run(deadline);
      }
      over = true;
    }
    return List.of(
        new StageResult(BUILD, cases(), begun - start),
        new StageResult("shelf", shelf.cases(), begun - start),
        new StageResult(search.name(), searched, deadline.seconds() - begun));
  }

  /** Builds an executor and replays what of the shelf is for it. */
  private Path prepare(Executor executor, Deadline deadline) {
    double start = deadline.seconds();
    try {
      Path file = built.apply(executor);
      progress.accept(executor + " is built");
      shelf.replay(executor, () -> over || deadline.isOver(), deadline);
      return file;
    } catch (ExecutorFailure failure) {
      add(new Case(executor.toString(), refusal(executor, failure), deadline.seconds() - start));
      throw failure;
    } finally {
      if (isDecided()) {
        stop();
      }
    }
  }

  private Result refusal(Executor executor, ExecutorFailure failure) {
    return base.isThere() && base.builds(executor)
        ? new Broken(failure.getMessage())
        : new Skipped(failure.getMessage());
  }

  /** What is given up because all is over is nobody's fault. */
  private synchronized void add(Case one) {
    if (!over) {
      builds.add(one);
    }
  }

  private synchronized List<Case> cases() {
    return List.copyOf(builds);
  }

  /** Without anything to judge there is no verdict, whatever is to blame. */
  private synchronized void refuse() {
    for (Case one : List.copyOf(builds)) {
      if (one.result() instanceof Skipped skipped) {
        builds.add(new Case(one.name(), new Broken(skipped.why()), 0));
      }
    }
  }

  private boolean isDecided() {
    return shelf.isDecided()
        || cases().stream().anyMatch(one -> one.result() instanceof Broken);
  }
}
