package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * The always-PTE oracle: one machine whose every page has its own entry, and operations that are
 * loops over pages.
 *
 * <p>For each operation: {@link #expect}, then the {@link #announcements()} of the judged, then
 * {@link #settle}; after that {@link World#pages()} says what every page must be.
 */
public final class Reference {

  private final World world;
  private final Lane first;
  private final Lane second;
  private Lane running;
  private final Conduct conduct;
  private final Passage passage;
  private final FlushRules flushes;
  private final Pairing pairing;
  private final ResetContract contract;

  /** Creates the reference of a machine of Linux 7.2's design that has just booted. */
  public Reference(MachineConfig config) {
    this(config, Design.LINUX_7_2);
  }

  /** Creates the reference of a machine that has just booted. */
  public Reference(MachineConfig config, Design design) {
    world = new World(config, design);
    first = new Lane(world);
    second = new Lane(world);
    running = first;
    conduct = new Conduct(world);
    passage = new Passage(world);
    flushes = new FlushRules(world);
    pairing = new Pairing(world, conduct);
    contract = new ResetContract(world.objects());
    first.boot().initialPages();
  }

  /** What the reference believes. */
  public World world() {
    return world;
  }

  /**
   * Where the judged tells what the operation that runs does with frames and addresses. What it
   * tells may change what each page may be.
   */
  public Announcements announcements() {
    passage.forget();
    return running.announcements();
  }

  /** The operation last expected; of two, 0 is the first and 1 the second. */
  public Lane lane(int number) {
    passage.forget();
    return number == 0 ? first : second;
  }

  /** Of two operations under way, lane number {@code number} runs from now on. */
  public void running(int number) {
    running = lane(number);
  }

  /** The operation that runs has ended. */
  public void ended(Outcome outcome) {
    passage.forget();
    running.end(outcome);
  }

  /** What each call promises about TLBs. */
  public FlushRules flushes() {
    return flushes;
  }

  /** What each page may be while the operation last expected is under way. */
  public Passage passage() {
    return passage;
  }

  /**
   * Takes over what kernels do differently at boot, and remembers the result for {@link #reset()}.
   */
  public void booted(Observed observed) {
    world.observe(observed);
    first.clear();
    first.boot().bootAliases();
    first.apply(Effect.ALL, observed);
    if (world.config().debugPagealloc()) {
      first.boot().unmapFreeMemory();
    }
    world.pages().begin();
    world.save();
  }

  /** Back to the moment after boot. */
  public void reset() {
    world.restore();
    contract.clear();
    first.clear();
    second.clear();
    running = first;
  }

  /** Adds everything that the reference believes. */
  public void digest(StateDigest digest) {
    world.digest(digest);
  }

  /** Expects of the kernel, up to the next {@link #reset}, what its callers would expect. */
  public void beStrict() {
    world.beStrict();
  }

  /** Why the operation is about nothing, in one sentence; null if it is not. */
  public String absence(Operation operation) {
    return conduct.absence(operation);
  }

  /** Why a well-behaved client would not do this now, in one sentence; null if it might. */
  public String objection(Operation operation) {
    return conduct.objection(operation);
  }

  /**
   * Which rule of the {@link ResetContract} the operation would break now, in one sentence; null if
   * none. That is no objection: it takes an implementation that relies on the rule to go wrong.
   */
  public String breach(Operation operation) {
    return contract.breach(operation);
  }

  /** The operation has ended with {@code status}, and has been settled. */
  public void settled(Operation operation, int status) {
    contract.ended(operation, status);
  }

  /**
   * Works out what {@code operation} may do.
   *
   * @param misuse whether a well-behaved client would not do it
   */
  public void expect(Operation operation, boolean misuse) {
    if (misuse) {
      world.misused();
    }
    world.pages().begin();
    running = first;
    world.alone(true);
    passage.begin(first.expected(), null);
    first.begin(operation);
  }

  /**
   * Why the two may not be under way at the same time, in one sentence; null if they may.
   *
   * @param interrupt whether the second is an interrupt of the CPU that carries out the first
   */
  public String clash(Operation one, Operation other, boolean interrupt) {
    return pairing.clash(one, other, interrupt);
  }

  /** Works out what two operations may do that {@link #clash} nowhere. */
  public void expect(Operation one, Operation other) {
    world.pages().begin();
    running = first;
    world.alone(false);
    passage.begin(first.expected(), second.expected());
    first.begin(one);
    second.begin(other);
    pairing.allowEither(one, first.expected(), second.expected());
    pairing.allowEither(other, second.expected(), first.expected());
  }

  /** As {@link Lane#allows}, of the one operation. */
  public boolean allows(Outcome outcome, boolean allocationFailed) {
    return first.allows(outcome, allocationFailed);
  }

  /** As {@link Lane#allowed}, of the one operation. */
  public String allowed(boolean allocationFailed) {
    return first.allowed(allocationFailed);
  }

  /** As {@link Lane#settle}, of the one operation. */
  public String settle(Outcome outcome, boolean allocationFailed, Observed observed) {
    return first.settle(outcome, allocationFailed, observed);
  }
}
