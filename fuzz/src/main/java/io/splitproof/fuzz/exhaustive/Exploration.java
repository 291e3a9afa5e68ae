package io.splitproof.fuzz.exhaustive;

import io.splitproof.fuzz.exhaustive.Expansion.Parting;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Depth;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Finding;
import io.splitproof.fuzz.exhaustive.ExplorationResult.Letter;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.StateDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Tries every sequence of operations up to a length, breadth first: what two sequences leave in the
 * same state is gone on with once. A state is everything the machine and the judge remember, as a
 * {@link StateDigest}. Each step of the {@link Alphabet} is tried in each state, and again with
 * each of its allocations failing; a well-behaved client's objections prune.
 *
 * <p>A depth is cut into stretches of states, expanded side by side; what they find is put together
 * in the order of the stretches, so the result does not depend on who was faster.
 */
public final class Exploration {

  private static final int STRETCH = 64;

  private final ExplorationSettings settings;
  private final Consumer<ExplorationStatus> progress;
  private final List<Step> alphabet;
  private final Moves moves;
  private final States states = new States();
  private final Counts counts;
  private final LinkedBlockingQueue<Subject> idle = new LinkedBlockingQueue<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private int divergences;
  private volatile boolean stopped;

  /**
   * Prepares an exploration.
   *
   * @param progress told now and then how far it is, from the thread that runs it
   * @throws IllegalArgumentException if the machine is not a small one
   */
  public Exploration(ExplorationSettings settings, Consumer<ExplorationStatus> progress) {
    this.settings = settings;
    this.progress = progress;
    this.alphabet = Alphabet.of(settings.machine());
    this.moves = new Moves(alphabet);
    this.counts = new Counts(alphabet.size());
  }

  /** Asks {@link #run} to end soon, with what it has; may be called from any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Explores up to the depth asked for, or that of the first divergence, or until it is stopped.
   */
  public ExplorationResult run() throws InterruptedException {
    List<Depth> depths = new ArrayList<>();
    boolean cutShort = false;
    ExecutorService workers = Executors.newFixedThreadPool(settings.workers());
    try {
      boot();
      int first = 0;
      while (!cutShort && isToGoOn(depths.size(), first)) {
        if (stopped) {
          cutShort = true;
          break;
        }
        int end = states.size();
        long before = counts.all;
        cutShort = !explore(first, end, depths.size() + 1, workers);
        depths.add(new Depth(states.size() - end, counts.all - before));
        first = end;
      }
    } finally {
      workers.shutdownNow();
    }
    List<Finding> found = List.copyOf(findings.values());
    return new ExplorationResult(settings, depths, letters(), counts.panics, found, cutShort);
  }

  private boolean isToGoOn(int depth, int first) {
    return findings.isEmpty() && depth < settings.depth() && first < states.size();
  }

  private void boot() {
    for (int worker = 0; worker < settings.workers(); worker++) {
      idle.add(new Subject(settings.variant(), settings.machine(), settings.checks(), moves));
    }
    Subject any = idle.element();
    if (any.boot() != null) {
      find(any.boot().signature(), List.of());
    }
    any.goTo(new int[0], 0);
    StateDigest digest = any.digest();
    states.add(digest.high(), digest.low(), 0, 0);
  }

  /**
   * Expands states {@code first} to {@code end}, which are those of the depth before. Returns
   * whether it came to the end of them.
   */
  private boolean explore(int first, int end, int depth, ExecutorService workers)
      throws InterruptedException {
    Deque<Future<Expansion>> pending = new ArrayDeque<>();
    List<Expansion> finished = new ArrayList<>();
    int next = first;
    int done = first;
    while (done < end && !(stopped && pending.isEmpty())) {
      while (next < end && !stopped && pending.size() < 4 * settings.workers()) {
        int from = next;
        next = Math.min(end, from + STRETCH);
        int to = next;
        pending.add(workers.submit(() -> expand(from, to, depth)));
      }
      finished.add(result(pending.remove()));
      done = Math.min(end, done + STRETCH);
      progress.accept(
          new ExplorationStatus(depth, done - first, end - first, end, divergences));
    }
    finished.forEach(this::merge);
    return done == end;
  }

  private Expansion expand(int from, int to, int depth) throws InterruptedException {
    Subject subject = idle.take();
    Expansion expansion = new Expansion(states, subject, alphabet.size(), depth);
    for (int state = from; state < to; state++) {
      expansion.expand(state);
    }
    idle.add(subject);
    return expansion;
  }

  private static Expansion result(Future<Expansion> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError("exploring failed", e.getCause());
    }
  }

  private void merge(Expansion expansion) {
    States found = expansion.found();
    for (int i = 1; i < found.size(); i++) {
      states.add(found.high(i), found.low(i), found.from(i), found.move(i));
    }
    counts.add(expansion.counts());
    for (Parting parting : expansion.partings()) {
      int[] path = new int[settings.depth()];
      int length = states.path(parting.state(), path);
      path[length] = parting.move();
      find(parting.divergence().signature(), moves.steps(path, length + 1));
    }
  }

  private void find(String signature, List<Step> steps) {
    divergences++;
    Finding known = findings.get(signature);
    Program program =
        known == null
            ? new Program(settings.machine(), Clients.WELL_BEHAVED, steps)
            : known.program();
    long times = known == null ? 1 : known.times() + 1;
    findings.put(signature, new Finding(signature, times, program));
  }

  private List<Letter> letters() {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < alphabet.size(); i++) {
      String text = ProgramText.print(alphabet.get(i), settings.machine());
      letters.add(
          new Letter(text, counts.transitions[i], counts.failing[i], counts.refused[i]));
    }
    return letters;
  }
}
