package io.splitproof.fuzz.twins;

import io.splitproof.fuzz.twins.TapedMachine.Asked;
import io.splitproof.oracle.contract.Upcoming;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Twins that have booted. */
final class Pair {

  /** How many announcements are told that come before the first that differs. */
  private static final int ALIKE = 4;

  private final TapedMachine one;
  private final TapedMachine other;

  /** How their boots differ; null if they do not. */
  private final Unlikeness boot;

  private boolean crashed;

  /** Creates it of two machines that have booted. */
  Pair(TapedMachine one, TapedMachine other) {
    this.one = one;
    this.other = other;
    one.reset();
    Unlikeness told = told(-1, "boot", "boot", 0, one.booted(), "");
    this.boot = told != null ? told : tables(-1);
  }

  /** The machine that is asked first. */
  TapedMachine one() {
    return one;
  }

  /** How their boots differ; null if they do not. */
  Unlikeness boot() {
    return boot;
  }

  /** Whether the second crashed, after which nothing can be said of it. */
  boolean hasCrashed() {
    return crashed;
  }

  /**
   * Asks the second what the first was asked since its reset; returns the first difference in what
   * they tell, or null.
   */
  Unlikeness replay() {
    other.reset();
    List<Asked> asked = one.asked();
    if (other.worksAhead()) {
      List<Upcoming> upcoming = new ArrayList<>();
      asked.forEach(each -> each.call().announce(upcoming));
      other.upcoming(upcoming);
    }
    for (int i = 0; i < asked.size(); i++) {
      Asked now = asked.get(i);
      ask(now.call());
      int to = i + 1 < asked.size() ? asked.get(i + 1).from() : one.tape().end();
      Unlikeness found = told(now, to);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void ask(Call call) {
    try {
      call.ask(other);
    } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
      crashed = true;
    }
  }

  private Unlikeness told(Asked asked, int to) {
    Call call = asked.call();
    long mine = one.tape().area(asked.from(), to);
    long its = other.tape().area(asked.from(), other.tape().end());
    boolean elsewhere = call.makesHugeArea() && mine != its;
    String known = elsewhere ? Unlikeness.PLACED_ELSEWHERE : "";
    return told(asked.step(), call.text(one.config()), call.name(), asked.from(), to, known);
  }

  private Unlikeness told(
      int step, String text, String name, int from, int to, String known) {
    int at = one.tape().difference(from, to, other.tape());
    if (at < 0) {
      return null;
    }
    int end = other.tape().end();
    Deque<String> alike = new ArrayDeque<>();
    for (int same = from; same < at; same = one.tape().next(same)) {
      alike.add(one.tape().text(same, to));
      if (alike.size() > ALIKE) {
        alike.remove();
      }
    }
    String mine = one.tape().name(at, to);
    String its = other.tape().name(at, end);
    return new Unlikeness(
        step,
        text,
        List.copyOf(alike),
        one.tape().text(at, to),
        other.tape().text(at, end),
        known.isEmpty() ? name + ": " + mine + "/" + its : name + ": placed elsewhere",
        known);
  }

  /** The first difference in their tables, or null; of dead machines none. */
  Unlikeness tables(int step) {
    String[] found = Tables.difference(one, other);
    if (found == null && !one.isDead() && one.tablesDigest() != other.tablesDigest()) {
      found = new String[] {digest(one), digest(other)};
    }
    return found == null
        ? null
        : new Unlikeness(step, "all of it", List.of(), found[0], found[1], "tables", "");
  }

  private static String digest(TapedMachine machine) {
    return String.format(Locale.ROOT, "digest     %016x", machine.tablesDigest());
  }
}
