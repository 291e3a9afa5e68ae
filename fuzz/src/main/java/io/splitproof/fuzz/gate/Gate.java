package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs the stages one after the other, the surest and cheapest first; the last, a random search,
 * gets whatever time they leave. A fault does not end it: a change may have several.
 */
public final class Gate {

  /** Part of the time left that the stage before the search may use: small worlds never end. */
  private static final double WORLDS = 0.4;

  /** Part of the time left that measuring may use: a slow machine must not do nothing else. */
  private static final double SPEED = 0.5;

  private final GateSettings settings;
  private final Consumer<String> progress;
  private final LongSupplier nanoTime;
  private volatile Stage running;
  private volatile boolean stopped;

  /**
   * Prepares a gate.
   *
   * @param progress told, a line each, what it is about to do and how that went
   * @param nanoTime a clock
   */
  public Gate(GateSettings settings, Consumer<String> progress, LongSupplier nanoTime) {
    this.settings = settings;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  /** Asks a running gate to end early. May be called from any thread. */
  public void stop() {
    stopped = true;
    Stage stage = running;
    if (stage != null) {
      stage.stop();
    }
  }

  /**
   * Runs it.
   *
   * @throws IOException if a file cannot be read or written, or no process be started
   */
  public GateResult run() throws IOException {
    Deadline deadline = Deadline.in(settings.budget(), nanoTime);
    double start = deadline.seconds();
    List<StageResult> results = new ArrayList<>();
    results.add(run(new ShelfStage(settings), deadline));
    results.add(run(new AlarmStage(settings), deadline));
    results.add(run(new SpeedStage(settings), deadline.share(SPEED)));
    results.add(run(new SmallWorldStage(settings), deadline.share(WORLDS)));
    results.add(run(new SearchStage(settings), deadline));
    return new GateResult(settings, List.copyOf(results), deadline.seconds() - start, stopped);
  }

  private StageResult run(Stage stage, Deadline deadline) throws IOException {
    Duration left = stopped ? Duration.ZERO : deadline.left();
    progress.accept(stage.name() + ": " + stage.purpose() + ", " + left.toSeconds() + " s left");
    double start = deadline.seconds();
    running = stage;
    if (stopped) {
      stage.stop();
    }
    List<Case> cases = cases(stage, deadline);
    running = null;
    StageResult result = new StageResult(stage.name(), cases, deadline.seconds() - start);
    progress.accept(GateText.line(result));
    return result;
  }

  /** What the harness cannot do must not cost the verdict on all the rest. */
  private static List<Case> cases(Stage stage, Deadline deadline) throws IOException {
    try {
      return stage.run(deadline);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return List.of(new Case(stage.name(), new Broken(e.toString()), 0));
    }
  }
}
