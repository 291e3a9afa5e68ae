package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.kernel.BuildYard;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Executor;
import io.splitproof.impl.kernel.PatchFailure;
import io.splitproof.impl.kernel.TreeCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Judges a kernel tree, or patches to it: one after the other as a series is applied, or each by
 * itself. The tree is only read; patches are applied to a copy.
 */
public final class TreeGate {

  private final TreeGateSettings settings;
  private final Consumer<String> progress;
  private final LongSupplier nanoTime;
  private volatile boolean stopped;
  private volatile TreeTrial running;

  /**
   * Prepares a gate.
   *
   * @param progress told, a line each, how it goes
   * @param nanoTime a clock
   */
  public TreeGate(
      TreeGateSettings settings, Consumer<String> progress, LongSupplier nanoTime) {
    this.settings = settings;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  /** Asks a running gate to end early. May be called from any thread. */
  public void stop() {
    stopped = true;
    TreeTrial trial = running;
    if (trial != null) {
      trial.stop();
    }
  }

  /**
   * Runs it.
   *
   * @param each told of every verdict as soon as it is there
   * @throws IOException if a file cannot be read or written, or no process be started
   */
  public List<TreeVerdict> run(Consumer<TreeVerdict> each) throws IOException {
    List<TreeVerdict> verdicts = new ArrayList<>();
    prepare();
    if (settings.patches().isEmpty()) {
      add(verdicts, judgeTree(), each);
    } else if (settings.alone()) {
      for (Path patch : settings.patches()) {
        try (Patched patched = new Patched(List.of(patch))) {
          add(verdicts, patched.judge(unpatched()), each);
        }
        if (stopped) {
          break;
        }
      }
    } else {
      judgeSeries(verdicts, each);
    }
    return List.copyOf(verdicts);
  }

  /** What is built once for the tree as it is makes nobody's budget smaller. */
  private void prepare() {
    List<Executor> first = BuildYard.first(settings.source().flavour());
    List<ExecutorFailure> failures = new CopyOnWriteArrayList<>();
    try (BuildYard yard =
        new BuildYard(settings.tree(), first.size(), (one, why) -> failures.add(why))) {
      yard.await(first);
      if (first.stream().noneMatch(yard)) {
        throw failures.get(0);
      }
    }
  }

  private static void add(
      List<TreeVerdict> verdicts, TreeVerdict next, Consumer<TreeVerdict> each) {
    verdicts.add(next);
    each.accept(next);
  }

  private TreeVerdict judgeTree() throws IOException {
    String tree = settings.source().tree();
    Deadline deadline = Deadline.in(settings.budget(), nanoTime);
    return verdict(tree, settings.tree(), List.of(), null, deadline);
  }

  private KernelVariant unpatched() {
    return new KernelVariant(settings.source(), settings.tree(), executor -> true);
  }

  /** What a patch is compared with is there until the verdict on the next one. */
  private void judgeSeries(List<TreeVerdict> verdicts, Consumer<TreeVerdict> each)
      throws IOException {
    KernelVariant base = unpatched();
    Patched last = null;
    try {
      for (int end = 1; end <= settings.patches().size() && !stopped; end++) {
        Patched next = new Patched(settings.patches().subList(0, end));
        try {
          add(verdicts, next.judge(base), each);
        } finally {
          close(last);
          last = next;
        }
        base = next.kernel();
      }
    } finally {
      close(last);
    }
  }

  private static void close(Patched patched) throws IOException {
    if (patched != null) {
      patched.close();
    }
  }

  private TreeVerdict verdict(
      String name, ExecutorCache built, List<Path> applied, KernelVariant base, Deadline deadline)
      throws IOException {
    Path findings =
        applied.isEmpty() ? settings.findings() : settings.findings().resolve(stem(name));
    Files.createDirectories(findings);
    KernelVariant kernel = new KernelVariant(settings.source(applied, built));
    TreeTrial trial =
        new TreeTrial(
            settings.of(kernel, findings),
            built,
            settings.base() ? base : null,
            line -> progress.accept(name + ": " + line));
    running = trial;
    if (stopped) {
      trial.stop();
    }
    double start = deadline.seconds();
    List<StageResult> stages = trial.run(deadline);
    running = null;
    deleteIfEmpty(findings);
    double seconds = deadline.seconds() - start;
    return new TreeVerdict(
        name, new GateResult(settings.of(kernel, findings), stages, seconds, stopped));
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.(patch|diff|mbox|mbx|eml)$", "");
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  /** A copy of the tree with patches applied, of which the last is in question. */
  private final class Patched implements AutoCloseable {

    private final List<Path> patches;
    private final TreeCopy copy;
    private final Deadline deadline;
    private ExecutorCache built;

    Patched(List<Path> patches) throws IOException {
      this.patches = List.copyOf(patches);
      this.deadline = Deadline.in(settings.budget(), nanoTime);
      this.copy = settings.tree().copy();
    }

    TreeVerdict judge(KernelVariant base) throws IOException {
      String name = patches.get(patches.size() - 1).getFileName().toString();
      double start = deadline.seconds();
      try {
        for (Path patch : patches) {
          copy.apply(patch);
        }
      } catch (PatchFailure failure) {
        double seconds = deadline.seconds() - start;
        Case broken = new Case(name, new Broken(failure.getMessage()), seconds);
        StageResult stage = new StageResult(TreeTrial.BUILD, List.of(broken), seconds);
        GateSettings none = settings.of(unpatched(), settings.findings());
        return new TreeVerdict(name, new GateResult(none, List.of(stage), seconds, false));
      }
      built = settings.tree().of(copy);
      return verdict(name, built, patches, base, deadline);
    }

    /** The kernel with them, for as long as this is not closed; the tree's if they do not apply. */
    KernelVariant kernel() {
      return built == null
          ? unpatched()
          : new KernelVariant(settings.source(patches, built), built, executor -> true);
    }

    @Override
    public void close() throws IOException {
      copy.close();
    }
  }
}
