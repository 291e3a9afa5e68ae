package io.splitproof.fuzz.twins;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs programs on two systems and compares everything they announce, and their page tables bit by
 * bit. The first is asked as programs always are, by callers who look at what they get; the second
 * is asked the same, call by call. Nobody judges. Booted machines are kept; one thread at a time.
 */
public final class Twins {

  private static final int MOST_MACHINES = 96;

  private final TapedVariant one;
  private final TapedVariant other;
  private final Runner runner;
  private final Map<MachineConfig, Pair> pairs =
      new LinkedHashMap<>(128, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MachineConfig, Pair> eldest) {
          return size() > MOST_MACHINES;
        }
      };

  /** Creates the comparison of two systems. */
  public Twins(Variant one, Variant other) {
    this.one = new TapedVariant(one);
    this.other = new TapedVariant(other);
    this.runner =
        new Runner(this.one, EnumSet.noneOf(CheckName.class), MachineEvents.NONE, false);
  }

  /**
   * What came of a program.
   *
   * @param operations how many were carried out, on each
   * @param unlikeness where they first differ; null if nowhere
   * @param skipped the steps that did not run
   * @param calls for each step the calls it made if it is a client
   * @param words what was announced, as a length: the same every time
   */
  public record Result(
      int operations,
      Unlikeness unlikeness,
      Set<Integer> skipped,
      List<List<Step>> calls,
      long words) {}

  /** Whether both run on such a machine. */
  public boolean bothRunOn(MachineConfig machine) {
    return one.runsOn(machine) && other.runsOn(machine);
  }

  /**
   * Runs {@code program}, on a machine that both run on, up to the first difference.
   *
   * @param tables whether to compare all their tables at the end; the stores always are
   */
  public Result compare(Program program, boolean tables) {
    Pair pair = pair(program.machine());
    Follower follower = new Follower(pair.one(), program.steps().size());
    if (pair.boot() != null) {
      return new Result(0, pair.boot(), follower.skipped, follower.calls, 0);
    }
    int applied = runner.run(program, follower).applied();
    Unlikeness found = pair.replay();
    if (tables && found == null) {
      found = pair.tables(program.steps().size());
    }
    int words = pair.one().tape().end();
    return new Result(applied, found, follower.skipped, follower.calls, words);
  }

  private Pair pair(MachineConfig config) {
    TapedMachine first = (TapedMachine) runner.machine(config).machine();
    Pair pair = pairs.get(config);
    if (pair == null || pair.one() != first || pair.hasCrashed()) {
      pair = new Pair(first, other.boot(config, MachineEvents.NONE));
      pairs.put(config, pair);
    }
    return pair;
  }

  /** Tells the machine which step it is asked in, and remembers what ran. */
  private static final class Follower implements RunListener {

    private final TapedMachine machine;
    private final Set<Integer> skipped = new HashSet<>();
    private final List<List<Step>> calls = new ArrayList<>();

    Follower(TapedMachine machine, int steps) {
      this.machine = machine;
      for (int i = 0; i < steps; i++) {
        calls.add(new ArrayList<>(0));
      }
    }

    @Override
    public void skipped(int index, Step step, String objection) {
      skipped.add(index);
    }

    @Override
    public void starting(int index, Step step) {
      machine.at(index);
    }

    @Override
    public void calling(int index, Step call) {
      calls.get(index).add(call);
    }
  }
}
