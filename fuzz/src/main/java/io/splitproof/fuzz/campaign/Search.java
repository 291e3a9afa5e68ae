package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.store.KernelLines;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a worker does with each input: runs it, counts, writes down what is found and goes on. Input
 * that diverges is not kept, or the search would spend its time around what it knows already; nor
 * is input that takes long, which there is room for only now and then.
 */
final class Search implements FuzzedInputs {

  private static final long REPORT_NANOS = 250_000_000L;

  /** So many programs without a verdict, and none with one, and there will be none. */
  private static final int HOPELESS = 100;

  private final WorkerSettings settings;
  private final Fleet fleet;
  private final ProgramInputs inputs;
  private final Trial trial;
  private final Control control;
  private final FindingFolders folders;
  private final Tally tally = new Tally();
  private final Yields yields = new Yields();
  private final List<Finding> unsaved = new ArrayList<>();
  private final PrintStream parent;
  private final BooleanSupplier stop;
  private final LongSupplier nanoTime;
  private final LongSupplier spent;
  private long began;
  private long nextReport;
  private long edges;
  private Throwable failure;

  /**
   * Creates a search.
   *
   * @param parent where the tally goes, line by line
   * @param stop whether to stop
   * @param nanoTime a clock
   * @param spent a clock of what the search costs, in nanoseconds
   */
  Search(
      WorkerSettings settings,
      StateSink sink,
      PrintStream parent,
      BooleanSupplier stop,
      LongSupplier nanoTime,
      LongSupplier spent) {
    this.settings = settings;
    this.fleet = Fleet.of(settings.variant());
    this.inputs = new ProgramInputs(settings.clients(), settings.machine(), fleet);
    this.trial = new Trial(settings.variant(), settings.checks(), sink);
    this.control = new Control(settings.variant(), settings.checks());
    this.folders = new FindingFolders(settings.findings());
    this.parent = parent;
    this.stop = stop;
    this.nanoTime = nanoTime;
    this.spent = spent;
    this.nextReport = nanoTime.getAsLong();
  }

  /** Boots what will be needed, so that no input is credited with the branches of booting. */
  void prepare() {
    trial.boot(settings.machine());
  }

  /** Runs one new program after the other until it is to stop. */
  void runWithoutGuidance() {
    SplittableRandom random = new SplittableRandom(settings.seed());
    while (!stop.getAsBoolean() && answer(() -> inputs.fresh(random)) != STOP) {}
  }

  /** What went wrong, or null. */
  Throwable failure() {
    return failure;
  }

  @Override
  public int run(byte[] input) {
    return stop.getAsBoolean() ? STOP : answer(() -> inputs.read(input));
  }

  private int answer(Supplier<Program> next) {
    Program program = null;
    try {
      startClock();
      program = next.get();
      int answer = run(program);
      reportNowAndThen();
      return answer;
    } catch (RuntimeException | Error | IOException e) {
      failure = new AssertionError("the harness failed on " + saved(program), e);
      return STOP;
    }
  }

  /** What it takes to start an engine is no part of searching. */
  private void startClock() {
    if (tally.programs() == 0) {
      began = spent.getAsLong();
    }
  }

  /** Where the program is now on which the harness failed. */
  private String saved(Program program) {
    if (program == null) {
      return "an input that is no program";
    }
    Path file = settings.findings().resolve("harness-failure.txt");
    try {
      Files.writeString(file, ProgramText.print(program));
      return file.toString();
    } catch (IOException e) {
      return "\n" + ProgramText.print(program);
    }
  }

  private int run(Program program) throws IOException {
    RunResult result;
    try {
      result = trial.run(program);
    } catch (ExecutorFailure failure) {
      return unjudged(program, failure);
    }
    String geometry = program.machine().geometry().name();
    tally.ran(geometry, result.applied(), result.skipped());
    yields.ran(trial.states());
    if (result.isClean()) {
      return trial.wasCostly() ? REJECT : kept();
    }
    Witness witness = new Witness(program, result).withoutCompany(this::tried);
    if (settings.untilFirst() && control.shows(witness.program(), witness.divergence())) {
      return REJECT;
    }
    boolean first = tally.found(witness.divergence().signature()) == 1;
    if (settings.untilFirst()) {
      report();
      return STOP;
    }
    if (first) {
      unsaved.add(
          Finding.of(
              settings.variant(),
              settings.checks(),
              witness.program(),
              witness.result(),
              nanoTime));
      report();
    }
    return REJECT;
  }

  /** As it was run, or as if it had shown nothing if nothing can be said of it. */
  private RunResult tried(Program program) {
    try {
      return trial.run(program);
    } catch (ExecutorFailure failure) {
      return new RunResult(0, 0, program.steps().size(), null);
    }
  }

  /** The kernel went where its executor cannot follow: the next program may not. */
  private int unjudged(Program program, ExecutorFailure failure) throws IOException {
    long times = tally.failed(failure.getMessage());
    if (tally.programs() == 0 && times == HOPELESS) {
      throw failure;
    }
    if (times == 1) {
      folders.writeUnjudged(program, failure.getMessage());
    }
    return REJECT;
  }

  /** Writes up what was found; what there is no room for stays until there is. */
  private void save() {
    for (Iterator<Finding> left = unsaved.iterator(); left.hasNext(); ) {
      try {
        folders.renew(left.next());
        left.remove();
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Which lines of a user's kernel were reached; if there is no room now, then later. */
  private void keepLines() {
    if (!(settings.variant() instanceof KernelVariant kernel) || kernel.edgesTaken() == edges) {
      return;
    }
    try {
      KernelLines.add(settings.findings(), kernel.lines());
      edges = kernel.edgesTaken();
    } catch (IOException e) {
      return;
    }
  }

  /** Findings that could not be written up, as text for whoever reads the end of the run. */
  String unsaved() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : unsaved) {
      text.append("not written up: ").append(finding.signature()).append('\n');
      text.append(ProgramText.print(finding.program()));
    }
    return text.toString();
  }

  private int kept() {
    trial.kept();
    return KEEP;
  }

  @Override
  public byte[] mutate(byte[] input, int maxSize, int seed) {
    return yields.nextIsNew(seed)
        ? inputs.fresh(maxSize, seed)
        : inputs.mutate(input, maxSize, seed);
  }

  @Override
  public byte[] crossOver(byte[] first, byte[] second, int maxSize, int seed) {
    return yields.nextIsNew(seed)
        ? inputs.fresh(maxSize, seed)
        : inputs.crossOver(first, second, maxSize, seed);
  }

  private void reportNowAndThen() {
    if (nanoTime.getAsLong() - nextReport > 0) {
      report();
    }
  }

  private long spentNanos() {
    return tally.programs() == 0 ? 0 : spent.getAsLong() - began;
  }

  /** Tells the parent how things stand. */
  void report() {
    nextReport = nanoTime.getAsLong() + REPORT_NANOS;
    fleet.renew();
    save();
    keepLines();
    tally.reached(spentNanos(), trial.states(), trial.singletons());
    tally.covered(trial.coverage());
    Runtime heap = Runtime.getRuntime();
    tally.stands(heap.totalMemory() - heap.freeMemory(), unsaved.size());
    parent.println(tally.line());
    parent.flush();
    if (parent.checkError()) {
      throw new UncheckedIOException(new IOException("nobody listens to this worker"));
    }
  }
}
