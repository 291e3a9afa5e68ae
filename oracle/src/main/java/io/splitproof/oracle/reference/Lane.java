package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.reference.Expectation.Effect;

/**
 * One of the operations under way: what it may do, and what the judged says that it does. All
 * lanes of a reference share its {@link World}.
 */
public final class Lane {

  private final Expectation expected = new Expectation();
  private final BootRules boot;
  private final Rules rules;
  private final Announcements announcements;
  private final Settlement settlement;
  private boolean ended;

  Lane(World world) {
    boot = new BootRules(world, expected);
    KfenceRules kfence = new KfenceRules(world, expected);
    rules = new Rules(world, expected, boot, kfence);
    announcements = new Announcements(world, expected, kfence);
    settlement = new Settlement(world, expected);
  }

  /** What the operation may do. */
  Expectation expected() {
    return expected;
  }

  /** Where the judged tells what the operation does with frames and addresses. */
  public Announcements announcements() {
    return announcements;
  }

  BootRules boot() {
    return boot;
  }

  void clear() {
    expected.clear();
  }

  /** Works out what {@code operation} may do. */
  void begin(Operation operation) {
    expected.clear();
    ended = false;
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
   * The operation has ended: memory that came or went with it is there, or gone, from now on, also
   * for another that is still under way. Nothing if that was said before.
   */
  public void end(Outcome outcome) {
    if (!ended && outcome.status() == 0 && !outcome.died()) {
      announcements.ending();
      expected.runOnSuccess();
    }
    ended = true;
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
    apply(expected.effect(result), observed);
    end(outcome);
    return outcome.status() == 0 ? announcements.complaintAtEnd() : null;
  }

  /**
   * Applies to the pages the first result that the operation may end with, whatever it ended with,
   * to show what should have been.
   *
   * @param observed what the judged tables show now, for where there is a choice
   */
  public void suppose(Observed observed) {
    if (expected.results() > 0) {
      apply(expected.effect(0), observed);
    }
  }

  void apply(Effect effect, Observed observed) {
    settlement.apply(effect, observed);
  }
}
