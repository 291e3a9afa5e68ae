package io.splitproof.fuzz.replay;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.JudgedMachine;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows programs on one variant and writes down how things stand after every step. Booted
 * machines are kept from one program to the next.
 */
public final class Recorder implements RunListener, MachineEvents {

  private final Variant variant;
  private final boolean leaves;
  private final Runner runner;
  private final Map<Integer, AreaRange> areas = new TreeMap<>();
  private List<Moment> moments;
  private Program program;
  private Machine machine;
  private boolean changed;
  private List<Stretch> pages;

  /**
   * Creates a recorder.
   *
   * @param leaves whether to tell the sizes and the bits of leaves, too
   */
  public Recorder(Variant variant, Set<CheckName> checks, boolean leaves) {
    this.variant = variant;
    this.leaves = leaves;
    this.runner = new Runner(variant, checks, this, true);
  }

  /** What programs run on. */
  public Variant variant() {
    return variant;
  }

  /**
   * The moments of a run: after boot, after every step up to the end or the first divergence, and
   * after the walk of everything at the end.
   */
  List<Moment> record(Program whole) {
    program = whole;
    moments = new ArrayList<>();
    JudgedMachine judged = runner.machine(program.machine());
    judged.reset();
    machine = judged.machine();
    begin(judged.boot().orElse(null));
    RunResult result = runner.run(program, this);
    if (result.step() == program.steps().size()) {
      add("the end", "", result.divergence());
    }
    return List.copyOf(moments);
  }

  private void begin(Divergence divergence) {
    areas.clear();
    changed = true;
    add("boot", "", divergence);
  }

  private void add(String step, String outcome, Divergence divergence) {
    if (changed) {
      pages = Snapshot.of(machine, areas, leaves);
      changed = false;
    }
    moments.add(
        new Moment(step, outcome, divergence == null ? "" : divergence.signature(), pages));
  }

  private String text(Step step) {
    return ProgramText.print(step, program.machine());
  }

  @Override
  public void skipped(int index, Step step, String objection) {
    add(text(step), "skipped: " + objection, null);
  }

  @Override
  public void finished(int index, Step step, Outcome outcome, Divergence divergence) {
    add(text(step), outcome.toString(), divergence);
  }

  @Override
  public void stored(long pa, long before, long after) {
    changed = true;
  }

  @Override
  public void filled(long pa, int count, long first, long step) {
    changed = true;
  }

  @Override
  public void areaMapped(int area, long va, long[] pfns) {
    areas.put(area, new AreaRange(va, pfns.length));
    changed = true;
  }

  @Override
  public void areaUnmapped(int area) {
    areas.remove(area);
    changed = true;
  }
}
