package io.splitproof.fuzz.report;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.JudgedMachine;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a program that diverges again, and takes down what the pages were before and after the step
 * in which it did; where the verdict is about one store, also just after that.
 */
final class Reenactment implements RunListener, MachineEvents {

  private static final Pattern STORE =
      Pattern.compile("store (?:at pa|of CPU \\d+ to) ([0-9a-f]+)");

  private final Program program;
  private final Runner runner;
  private final JudgedMachine subject;
  private final Extents extents;
  private final MomentReader reader;
  private final List<Extent> asked = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();
  private RunResult result;
  private Extent window;
  private boolean underWay;
  private boolean reached;

  /** Whether the moment in passing is after the very store the verdict names. */
  private boolean exact;

  private Reenactment(Program program, Variant variant, Set<CheckName> checks) {
    this.program = program;
    this.runner = new Runner(variant, checks, this, true);
    this.subject = runner.machine(program.machine());
    this.extents = new Extents(subject.judge().world());
    this.reader = new MomentReader(subject);
  }

  /**
   * The strips of a program's divergence: where the verdict points, and what the operation was
   * about if that is somewhere else. None if it runs clean, or is about no page.
   */
  static List<Strip> of(Program program, Variant variant, Set<CheckName> checks) {
    return new Reenactment(program, variant, checks).strips();
  }

  private List<Strip> strips() {
    result = runner.run(program);
    if (result.isClean()) {
      return List.of();
    }
    rerun();
    note(result.step());
    List<Strip> strips = new ArrayList<>();
    Windows windows = new Windows(program.machine().geometry(), result.divergence().va(), asked);
    for (Windows.Window wanted : windows.all()) {
      window = wanted.extent();
      strips.add(strip(wanted));
    }
    return strips;
  }

  private Strip strip(Windows.Window wanted) {
    moments.clear();
    rerun();
    if (result.divergence().check() == CheckName.RESULT && result.step() >= 0) {
      subject.judge().suppose();
    }
    moments.add(moment(ending()));
    Geometry geometry = program.machine().geometry();
    Divergence divergence = result.divergence();
    String verdict = "should be " + divergence.expected() + ", is " + divergence.found();
    return Strip.of(geometry, wanted.pin(), verdict, wanted.asked(), moments);
  }

  private String ending() {
    boolean audited = result.step() == program.steps().size();
    return result.step() < 0 ? "after boot" : audited ? "at the end" : "after";
  }

  private void rerun() {
    underWay = false;
    reached = false;
    exact = false;
    runner.run(program, this);
  }

  private Moment moment(String name) {
    long start = window.start();
    long end = window.end();
    return new Moment(name, reader.oracle(start, end), reader.found(start, end));
  }

  private boolean isDiverging(int index) {
    int step = result.step();
    boolean beside = index == step - 1 && step < program.steps().size()
        && program.steps().get(step).beside() != null;
    return index == step || beside;
  }

  private void note(int index) {
    if (index >= 0 && index < program.steps().size()) {
      extents.of(program.steps().get(index).operation()).ifPresent(this::note);
    }
  }

  private void note(Extent extent) {
    if (asked.stream().noneMatch(extent::overlaps)) {
      asked.add(extent);
    }
  }

  @Override
  public void starting(int index, Step step) {
    if (!isDiverging(index)) {
      return;
    }
    if (window == null) {
      note(index);
    } else if (!underWay) {
      moments.clear();
      moments.add(moment("before"));
    }
    underWay = true;
    reached = index == result.step();
  }

  @Override
  public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
    underWay = false;
  }

  /** Of several stores to that place, the one whose value the verdict names; else the first. */
  @Override
  public void stored(long pa, long before, long after) {
    if (!reached || window == null || !Long.toHexString(pa).equals(suspect())) {
      return;
    }
    boolean first = moments.size() == 1;
    if (!first && exact) {
      return;
    }
    exact = result.divergence().explanation().contains(Long.toHexString(after));
    if (first || exact) {
      moments.subList(1, moments.size()).clear();
      String name = "in passing, after the store at pa " + Long.toHexString(pa);
      List<Stretch> found = reader.found(window.start(), window.end());
      moments.add(new Moment(name, List.of(), found));
    }
  }

  /** Where the verdict says that a store went, in hex; null if it is not about one. */
  private String suspect() {
    Matcher store = STORE.matcher(result.divergence().explanation());
    return store.find() ? store.group(1) : null;
  }
}
