package io.splitproof.fuzz.run;

import io.splitproof.fuzz.client.Calls;
import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.KprobeHabit;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Upcoming;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a machine that works ahead what a run will probably ask of it: what the next steps say, if
 * all goes well. Clients are asked what they would call then. For other machines it does nothing.
 */
final class Lookahead {

  /** Steps and calls told at once: if it is all wrong, so many were carried out for nothing. */
  private static final int MOST = 64;

  private final Machine machine;
  private final boolean useful;
  private final List<Step> steps;
  private final KprobeHabit kprobes;
  private final Forecast objects;

  /** What the calls of the client that runs came to; those it will make come after them. */
  private final List<Integer> statuses = new ArrayList<>();

  private int step;
  private boolean wrong;

  /** For a run of {@code program}. */
  Lookahead(Machine machine, Program program, KprobeHabit kprobes) {
    this.machine = machine;
    this.useful = machine.worksAhead();
    this.steps = program.steps();
    this.kprobes = kprobes;
    boolean polite = program.clients() == Clients.WELL_BEHAVED;
    this.objects = new Forecast(machine.config().geometry().pageShift(), polite);
  }

  /** Step {@code index} is next; its plan is not armed yet. */
  void next(int index) {
    step = index;
    if (useful) {
      statuses.clear();
      tell(steps.get(index).plan());
    }
  }

  /** The client that runs is about to make a call. */
  void nextCall() {
    if (useful) {
      tell(null);
    }
  }

  /** What was probable did not happen. */
  void surprised() {
    wrong = true;
  }

  /** An operation ended. */
  void ended(Operation operation, int status) {
    if (useful && status == 0) {
      objects.succeeded(operation);
    }
  }

  /** A call of the client that runs ended, or was not made. */
  void called(Operation operation, int status) {
    if (useful) {
      statuses.add(status);
      ended(operation, status);
      wrong |= status != 0;
    }
  }

  private void tell(FaultPlan plan) {
    if (!wrong && !machine.isIdle()) {
      return;
    }
    wrong = false;
    List<Upcoming> likely = new ArrayList<>();
    Forecast then = objects.copy();
    add(likely, plan, null);
    for (int i = step; i < steps.size() && likely.size() < MOST; i++) {
      Step next = i + 1 < steps.size() ? steps.get(i + 1) : null;
      Step now = steps.get(i);
      boolean client = now.operation() instanceof Client;
      boolean pair =
          next != null && next.beside() != null && now.beside() == null && !client;
      if (pair) {
        add(likely, next.plan(), null);
      }
      if (client) {
        call(likely, then, i);
      } else {
        operation(likely, then, now.operation());
      }
      if (next != null && !pair) {
        add(likely, next.plan(), null);
      }
    }
    machine.upcoming(likely);
  }

  private static void add(List<Upcoming> likely, FaultPlan plan, Operation operation) {
    if (plan != null || operation != null) {
      likely.add(new Upcoming(plan, operation));
    }
  }

  private static boolean operation(List<Upcoming> likely, Forecast then, Operation operation) {
    boolean made = then.allows(operation);
    if (made) {
      add(likely, null, operation);
      then.succeeded(operation);
    }
    return made;
  }

  private void call(List<Upcoming> likely, Forecast then, int index) {
    List<Integer> known = index == step ? statuses : List.of();
    ((Client) steps.get(index).operation()).run(new Guess(likely, then, known));
  }

  /** What a client will call if nothing fails, besides what it has called already. */
  private final class Guess implements Calls {

    private final List<Upcoming> likely;
    private final Forecast then;
    private final List<Integer> known;
    private int made;

    Guess(List<Upcoming> likely, Forecast then, List<Integer> known) {
      this.likely = likely;
      this.then = then;
      this.known = known;
    }

    @Override
    public int call(Operation operation) {
      if (made < known.size()) {
        return known.get(made++);
      }
      boolean full = likely.size() >= MOST;
      return !full && operation(likely, then, operation) ? 0 : NOT_MADE;
    }

    @Override
    public MachineConfig config() {
      return machine.config();
    }

    @Override
    public KprobeHabit kprobes() {
      return kprobes;
    }
  }
}
