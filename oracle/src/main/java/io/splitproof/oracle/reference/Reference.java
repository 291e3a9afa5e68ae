package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
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
  private final Expectation expected = new Expectation();
  private final BootRules boot;
  private final Rules rules;
  private final Announcements announcements;
  private final Settlement settlement;
  private final Conduct conduct;

  /** Creates the reference of a machine that has just booted. */
  public Reference(MachineConfig config) {
    world = new World(config);
    boot = new BootRules(world, expected);
    KfenceRules kfence = new KfenceRules(world, expected);
    rules = new Rules(world, expected, boot, kfence);
    announcements = new Announcements(world, expected, kfence);
    settlement = new Settlement(world, expected);
    conduct = new Conduct(world);
    boot.initialPages();
  }

  /** What the reference believes. */
  public World world() {
    return world;
  }

  /** Where the judged tells what it did with frames and addresses. */
  public Announcements announcements() {
    return announcements;
  }

  /**
   * Takes over what kernels do differently at boot, and remembers the result for {@link #reset()}.
   */
  public void booted(Observed observed) {
    expected.clear();
    boot.bootAliases();
    settlement.apply(Effect.ALL, observed);
    if (world.config().debugPagealloc()) {
      boot.unmapFreeMemory();
    }
    world.pages().begin();
    world.save();
  }

  /** Back to the moment after boot. */
  public void reset() {
    world.restore();
    expected.clear();
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
   * Works out what {@code operation} may do.
   *
   * @param misuse whether a well-behaved client would not do it
   */
  public void expect(Operation operation, boolean misuse) {
    if (misuse) {
      world.misused();
    }
    expected.clear();
    world.pages().begin();
    announcements.begin(operation);
    rules.apply(operation);
  }

  /** A sentence about what the caller of the operation got wrong; empty if nothing. */
  public String remark() {
    return expected.remark();
  }

  /** What the caller of the operation got wrong, in a word; empty if nothing. */
  public String place() {
    return expected.place();
  }

  /** Whether the operation may end like this. */
  public boolean allows(Outcome outcome, boolean allocationFailed) {
    if (outcome.died()) {
      return expected.mayPanic() && allocationFailed;
    }
    if (expected.match(outcome.status(), outcome.warnings(), allocationFailed) < 0) {
      return false;
    }
    boolean created = outcome.status() == 0 && expected.mustAnnounce();
    return created == announcements.announced();
  }

  /** The results the operation may end with, in words. */
  public String allowed(boolean allocationFailed) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < expected.results(); i++) {
      if (allocationFailed || !expected.onFailure(i)) {
        text.append(text.isEmpty() ? "" : " or ");
        text.append(new Outcome(expected.status(i), expected.warnings(i), false));
      }
    }
    return text.toString();
  }

  /**
   * Applies the operation to the pages.
   *
   * @param outcome one that {@link #allows} says may be
   * @param observed what the judged tables show now, for where there is a choice
   * @return what is wrong with the objects afterwards, or null
   */
  public String settle(Outcome outcome, boolean allocationFailed, Observed observed) {
    if (outcome.died()) {
      return null;
    }
    int result = expected.match(outcome.status(), outcome.warnings(), allocationFailed);
    settlement.apply(expected.effect(result), observed);
    if (outcome.status() != 0) {
      return null;
    }
    expected.runOnSuccess();
    return announcements.complaintAtEnd();
  }
}
