package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.RunResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Programs until a corpus holds something worth varying. */
  private static final int YOUNG = 2000;

  private static final long REPORT_NANOS = 250_000_000L;

  private final WorkerSettings settings;
  private final ProgramInputs inputs;
  private final Trial trial;
  private final Control control;
  private final FindingFolders folders;
  private final Tally tally = new Tally();
  private final PrintStream parent;
  private final BooleanSupplier stop;
  private final LongSupplier nanoTime;
  private final LongSupplier spent;
  private long began;
  private long nextReport;
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
    this.inputs = new ProgramInputs(settings.clients(), settings.machine());
    this.trial = new Trial(settings.variant(), settings.checks(), sink);
    this.control = new Control(settings.variant(), settings.checks());
    this.folders = new FindingFolders(settings.findings());
    this.parent = parent;
    this.stop = stop;
    this.nanoTime = nanoTime;
    this.spent = spent;
    this.began = spent.getAsLong();
    this.nextReport = nanoTime.getAsLong();
  }

  /** Boots what will be needed, so that no input is credited with the branches of booting. */
  void prepare() {
    trial.boot(settings.machine());
    began = spent.getAsLong();
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
      program = next.get();
      int answer = run(program);
      reportNowAndThen();
      return answer;
    } catch (RuntimeException | Error | IOException e) {
      failure = new AssertionError("the harness failed on " + saved(program), e);
      return STOP;
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
    RunResult result = trial.run(program);
    String geometry = program.machine().geometry().name();
    tally.ran(geometry, result.applied(), result.skipped());
    if (result.isClean()) {
      return trial.wasCostly() ? REJECT : KEEP;
    }
    Witness witness = new Witness(program, result).withoutCompany(trial::run);
    if (settings.untilFirst() && control.shows(witness.program(), witness.divergence())) {
      return REJECT;
    }
    boolean first = tally.found(witness.divergence().signature()) == 1;
    if (settings.untilFirst()) {
      report();
      return STOP;
    }
    if (first) {
      folders.write(
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

  @Override
  public byte[] mutate(byte[] input, int maxSize, int seed) {
    return isFresh(seed)
        ? inputs.fresh(maxSize, seed)
        : inputs.mutate(input, maxSize, seed);
  }

  @Override
  public byte[] crossOver(byte[] first, byte[] second, int maxSize, int seed) {
    return isFresh(seed)
        ? inputs.fresh(maxSize, seed)
        : inputs.crossOver(first, second, maxSize, seed);
  }

  /**
   * While the corpus is young, three of four programs are new: they show more than variations of
   * the few there are, of which the engine prefers the shortest.
   */
  private boolean isFresh(int seed) {
    return tally.programs() < YOUNG && (seed & 3) != 0;
  }

  private void reportNowAndThen() {
    if (nanoTime.getAsLong() - nextReport > 0) {
      report();
    }
  }

  /** Tells the parent how things stand. */
  void report() {
    nextReport = nanoTime.getAsLong() + REPORT_NANOS;
    tally.reached(spent.getAsLong() - began, trial.states(), trial.singletons());
    parent.println(tally.line());
    parent.flush();
    if (parent.checkError()) {
      throw new UncheckedIOException(new IOException("nobody listens to this worker"));
    }
  }
}
