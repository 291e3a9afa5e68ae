package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.RunListener;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs programs on a variant and compares signatures. */
final class SignatureSubject implements Subject {

  /** What the walk of everything at the end calls itself; others do not need it. */
  private static final String AUDIT = ":audit:";

  private final Variant variant;
  private final String signature;
  private final Runner runner;
  private final Written written = new Written();
  private final PlansInPlace plans;

  SignatureSubject(Variant variant, Set<CheckName> checks, String signature) {
    this.variant = variant;
    this.signature = signature;
    boolean audit = signature.contains(AUDIT);
    this.runner = new Runner(variant, checks, written, audit);
    this.plans = new PlansInPlace(variant, checks);
  }

  @Override
  public Showing show(Program program) {
    if (!variant.runsOn(program.machine())) {
      return new Showing(false, program.steps().size(), Set.of(), 0);
    }
    Set<Integer> skipped = new HashSet<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void skipped(int index, Step step, String objection) {
            skipped.add(index);
          }
        };
    written.entries = 0;
    RunResult result;
    try {
      result = runner.run(program, listener);
    } catch (ExecutorFailure failure) {
      return new Showing(false, program.steps().size(), skipped, written.entries);
    }
    boolean same = !result.isClean() && result.divergence().signature().equals(signature);
    int all = program.steps().size();
    int needed = same ? Math.min(result.step() + 1, all) : all;
    return new Showing(same, needed, skipped, written.entries);
  }

  @Override
  public List<List<Step>> calls(Program program) {
    List<List<Step>> calls = new ArrayList<>();
    program.steps().forEach(step -> calls.add(new ArrayList<>()));
    runner.run(
        program,
        new RunListener() {
          @Override
          public void calling(int index, Step call) {
            calls.get(index).add(call);
          }
        });
    return calls;
  }

  @Override
  public Program withPlansInPlace(Program program) {
    return plans.of(program);
  }

  /** Counts table entries. */
  private static final class Written implements MachineEvents {

    private long entries;

    @Override
    public void stored(long pa, long before, long after) {
      entries++;
    }

    @Override
    public void filled(long pa, int count, long first, long step) {
      entries += count;
    }
  }
}
