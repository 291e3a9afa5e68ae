package io.splitproof.fuzz.twins;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.minimize.Limits;
import io.splitproof.fuzz.minimize.Minimizer;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.impl.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Compares two systems on random programs: of well-behaved callers and of any, by turns, on every
 * machine that both run on. Program number n of a seed is the same for ever.
 */
public final class TwinSearch {

  /** Whole tables are compared after every so many programs. */
  private static final int TABLES_EVERY = 64;

  private static final int MINIMIZING_EXECUTIONS = 5_000;

  private final Variant one;
  private final Variant other;
  private final Fleet fleet;
  private final boolean alone;
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Map<String, Found> found = new TreeMap<>();

  /**
   * Creates a search.
   *
   * @param alone whether operations are never under way at the same time: the second of two begins
   *     when the first has ended
   */
  public TwinSearch(Variant one, Variant other, boolean alone) {
    this.one = one;
    this.other = other;
    this.fleet = Fleet.of(other);
    this.alone = alone;
  }

  /**
   * What ran on machines of one geometry.
   *
   * @param programs how many programs
   * @param operations how many operations were carried out, on each of the two
   * @param unlike how many programs differ, and nobody knows why
   * @param known how many differ for a reason that is known
   */
  public record Tally(long programs, long operations, long unlike, long known) {

    /** Nothing ran. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    /** Both together. */
    public Tally plus(Tally more) {
      return new Tally(
          programs + more.programs,
          operations + more.operations,
          unlike + more.unlike,
          known + more.known);
    }
  }

  /**
   * A way in which they differ.
   *
   * @param program a program that shows it, the shortest that came up
   * @param unlikeness where it does
   * @param times how many programs did
   */
  public record Found(Program program, Unlikeness unlikeness, int times) {}

  /** What ran, by geometry. */
  public synchronized Map<String, Tally> tallies() {
    return new TreeMap<>(tallies);
  }

  /** How they differ, by signature. */
  public synchronized Map<String, Found> found() {
    return new TreeMap<>(found);
  }

  /**
   * Compares programs until {@code enough} says so or {@code most} were compared.
   *
   * @param workers how many threads
   */
  public void run(long seed, long most, int workers, BooleanSupplier enough) {
    AtomicLong next = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(threads.submit(() -> work(seed, next, most, enough)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Error error ? error : new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
  }

  private void work(long seed, AtomicLong next, long most, BooleanSupplier enough) {
    Twins twins = new Twins(one, other);
    while (!enough.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      long number = next.getAndIncrement();
      if (number >= most) {
        return;
      }
      compare(twins, program(seed, number), number % TABLES_EVERY == 0);
    }
  }

  private Program program(long seed, long number) {
    SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
    Clients clients = number % 2 == 0 ? Clients.WELL_BEHAVED : Clients.ANY;
    return new ProgramGenerator(random, clients, fleet).next();
  }

  /** Compares one program more, unless one of them does not run on its machine. */
  public void compare(Twins twins, Program program, boolean tables) {
    if (!twins.bothRunOn(program.machine())) {
      return;
    }
    Program asked = alone ? apart(program) : program;
    Twins.Result result = twins.compare(asked, tables);
    Unlikeness unlike = result.unlikeness();
    boolean known = unlike != null && !unlike.known().isEmpty();
    synchronized (this) {
      String geometry = asked.machine().geometry().name();
      int differs = unlike != null && !known ? 1 : 0;
      Tally one = new Tally(1, result.operations(), differs, known ? 1 : 0);
      tallies.merge(geometry, one, Tally::plus);
      if (differs > 0) {
        found.merge(unlike.signature(), new Found(asked, unlike, 1), TwinSearch::shorter);
      }
    }
  }

  private static Found shorter(Found one, Found other) {
    boolean keep = one.unlikeness.step() <= other.unlikeness.step();
    Found best = keep ? one : other;
    return new Found(best.program, best.unlikeness, one.times + other.times);
  }

  private static Program apart(Program program) {
    return program.withSteps(program.steps().stream().map(TwinSearch::apart).toList());
  }

  private static Step apart(Step step) {
    return step.withBeside(null);
  }

  /** The same with a program as simple as it can be. */
  public Found minimized(Found wanted) {
    Twins twins = new Twins(one, other);
    TwinSubject subject = new TwinSubject(twins, wanted.unlikeness.signature());
    Limits limits = new Limits(MINIMIZING_EXECUTIONS, Long.MAX_VALUE, () -> 0);
    Program program =
        new Minimizer(subject, limits, simpler -> {}).minimize(wanted.program).program();
    Unlikeness shown = twins.compare(program, true).unlikeness();
    return new Found(program, shown == null ? wanted.unlikeness : shown, wanted.times);
  }
}
