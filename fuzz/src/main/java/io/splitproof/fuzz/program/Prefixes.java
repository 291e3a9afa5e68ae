package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step may begin with, in this order: a plan for failing allocations, {@code fail nth 2
 * any:}, then how it shares time with the step before it, {@code beside 3 1 4:} or {@code
 * interrupt 5:}.
 */
final class Prefixes {

  private static final String BESIDE = "beside";
  private static final String INTERRUPT = "interrupt";

  private static final String TURNS =
      "0 to " + Interleaving.MAX_STORES + " and a colon after the last, as in ";

  private Prefixes() {}

  /** Takes a plan, if there is one; else null. */
  static FaultPlan plan(Tokens tokens) {
    if (!tokens.accept("fail")) {
      return null;
    }
    if (tokens.accept("off:")) {
      return FaultPlan.OFF;
    }
    FaultPlan.Mode mode = tokens.choice("when to fail", FaultPlan.Mode.values());
    if (mode == FaultPlan.Mode.OFF) {
      throw tokens.complaint("'off' has no colon; expected fail off: OPERATION");
    }
    int least = mode == FaultPlan.Mode.BUDGET ? 0 : 1;
    String word = tokens.peek();
    int count = tokens.takeInt("a number of allocations");
    if (count < least) {
      throw tokens.wrong(word, "a number of allocations", "at least " + least);
    }
    return new FaultPlan(mode, count, tokens.choice("what to fail", FaultPlan.Scope.values(), ":"));
  }

  /** Takes an interleaving, if there is one; else null. */
  static Interleaving beside(Tokens tokens) {
    String word = tokens.peek();
    boolean interrupt = word.startsWith(INTERRUPT);
    String name = interrupt ? INTERRUPT : BESIDE;
    if (word.equals(name + ":")) {
      throw tokens.complaint("'" + word + "' gives no turns; expected " + example(interrupt));
    }
    if (!tokens.accept(name)) {
      return null;
    }
    Interleaving beside = new Interleaving(interrupt, turns(tokens, interrupt));
    if (tokens.peek().equals("fail")) {
      throw tokens.complaint("'fail' is out of place; expected it before '" + name + "'");
    }
    return beside;
  }

  private static List<Integer> turns(Tokens tokens, boolean interrupt) {
    int most = interrupt ? 1 : Interleaving.MAX_TURNS;
    List<Integer> turns = new ArrayList<>();
    boolean last = false;
    while (!last) {
      String word = tokens.take("numbers of stores, " + TURNS + example(interrupt));
      if (turns.size() == most) {
        String wanted = "at most " + most + " turns, then a colon, as in " + example(interrupt);
        throw tokens.wrong(word, "wanted here", wanted);
      }
      last = word.endsWith(":");
      turns.add(stores(tokens, last ? word.substring(0, word.length() - 1) : word, interrupt));
    }
    return turns;
  }

  private static int stores(Tokens tokens, String word, boolean interrupt) {
    long stores;
    try {
      stores = Numbers.signed(word);
    } catch (NumberFormatException e) {
      stores = -1;
    }
    if (stores < 0 || stores > Interleaving.MAX_STORES) {
      throw tokens.wrong(word, "a number of stores", TURNS + example(interrupt));
    }
    return (int) stores;
  }

  private static String example(boolean interrupt) {
    return interrupt ? "interrupt 5: OPERATION" : "beside 3 1 4: OPERATION";
  }

  /** What {@code step} begins with; empty, or ends with a blank. */
  static String text(Step step) {
    return text(step.plan()) + text(step.beside());
  }

  private static String text(FaultPlan plan) {
    if (plan == null) {
      return "";
    }
    if (plan.mode() == FaultPlan.Mode.OFF) {
      return "fail off: ";
    }
    String mode = Tokens.name(plan.mode());
    return "fail " + mode + " " + plan.count() + " " + Tokens.name(plan.scope()) + ": ";
  }

  private static String text(Interleaving beside) {
    if (beside == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(beside.interrupt() ? INTERRUPT : BESIDE);
    for (int stores : beside.turns()) {
      text.append(' ').append(stores);
    }
    return text.append(": ").toString();
  }
}
