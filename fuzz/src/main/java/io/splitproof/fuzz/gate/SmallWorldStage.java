package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.campaign.WriteUp;
import io.splitproof.fuzz.exhaustive.Exploration;
import io.splitproof.fuzz.exhaustive.ExplorationResult;
import io.splitproof.fuzz.exhaustive.ExplorationSettings;
import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Result;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Explores every small world, one operation deeper each round, as long as the next round of a world
 * is likely to end in time.
 */
final class SmallWorldStage implements Stage {

  private static final int FIRST_DEPTH = 2;
  private static final int LAST_DEPTH = 6;

  /** How many times longer the next depth takes at least. */
  private static final double GROWTH = 7;

  /** Seconds a first look at a world may take, for the JVM has yet to compile what it does. */
  private static final double FIRST_LOOK = 2;

  private final GateSettings settings;
  private final List<Machines.Preset> worlds;
  private final Map<String, Case> cases = new HashMap<>();
  private final Map<String, Double> forecast = new HashMap<>();
  private volatile Exploration running;
  private volatile boolean stopped;

  SmallWorldStage(GateSettings settings) {
    this.settings = settings;
    this.worlds = Fleet.of(settings.variant()).small();
  }

  @Override
  public String name() {
    return "small worlds";
  }

  @Override
  public String purpose() {
    return "every sequence of operations up to a depth, on machines of a few dozen pages";
  }

  @Override
  public void stop() {
    stopped = true;
    Exploration exploration = running;
    if (exploration != null) {
      exploration.stop();
    }
  }

  @Override
  public List<Case> run(Deadline deadline) {
    for (int depth = FIRST_DEPTH; depth <= LAST_DEPTH; depth++) {
      for (Machines.Preset world : worlds) {
        explore(world, depth, deadline);
      }
    }
    List<Case> inOrder = new ArrayList<>();
    for (Machines.Preset world : worlds) {
      inOrder.add(cases.getOrDefault(world.name(), new Case(world.name(), Skipped.LATE, 0)));
    }
    return inOrder;
  }

  private void explore(Machines.Preset world, int depth, Deadline deadline) {
    Case known = cases.get(world.name());
    double expected = forecast.getOrDefault(world.name(), FIRST_LOOK);
    double left = deadline.left().toMillis() / 1000.0;
    if (stopped || left < expected || (known != null && !(known.result() instanceof Passed))) {
      return;
    }
    double start = deadline.seconds();
    Result result = result(world, depth, deadline);
    double seconds = deadline.seconds() - start;
    if (result != null) {
      double before = known == null ? 0 : known.seconds();
      cases.put(world.name(), new Case(world.name(), result, before + seconds));
      forecast.put(world.name(), GROWTH * seconds);
    }
  }

  /** What a look at all depths to that came to; null if there was no time to come to its end. */
  private Result result(Machines.Preset world, int depth, Deadline deadline) {
    ExplorationSettings wanted =
        new ExplorationSettings(
            settings.variant(), world.machine(), settings.checks(), depth, settings.workers());
    Exploration exploration =
        new Exploration(
            wanted,
            status -> {
              if (stopped || deadline.isOver()) {
                stopped = true;
                running.stop();
              }
            });
    running = exploration;
    try {
      ExplorationResult result = exploration.run();
      return result.isClean() && result.cutShort() ? null : result(result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
      return null;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return new Broken(e.toString());
    }
  }

  private Result result(ExplorationResult result) {
    if (result.isClean()) {
      return new Passed(
          String.format(
              Locale.ROOT,
              "depth %d, %d states, %d transitions",
              result.depths().size(),
              result.states(),
              result.transitions()));
    }
    ExplorationResult.Finding first = result.findings().get(0);
    try {
      Path folder =
          WriteUp.of(
              settings.variant(), settings.checks(), first.program(), settings.findings());
      return new Faulty(
          ShelfProgram.writtenUp(folder, settings.variant(), settings.checks()));
    } catch (IOException e) {
      String text = "found, but " + e.getMessage() + "\n" + ProgramText.print(first.program());
      return new Faulty(Fault.ofSignature(first.signature(), text, settings.findings()));
    }
  }
}
