package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.VariantWord;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Main class of a process that says what programs cover: the branches of the judged and the states,
 * as a search sees them. Programs come in on standard input, a length and the bytes each; the
 * answers go to standard output in the same order, in the form of {@link ProgramFeatures#write}.
 */
final class FeatureWorker {

  private static final int STATES = 256;

  private final Variant variant;
  private final Set<CheckName> checks;
  private final BranchCounters branches = new BranchCounters();
  private final BitSet states = new BitSet();
  private final BitSet seen = new BitSet();
  private Trial trial;

  private FeatureWorker(Variant variant, Set<CheckName> checks) {
    this.variant = variant;
    this.checks = checks;
    start();
  }

  private void start() {
    trial = new Trial(variant, checks, (state, id) -> states.set(id * STATES + (state & 0xff)));
  }

  /**
   * Works until its standard input ends, which also happens when its parent dies.
   *
   * @param args a variant and the checks
   */
  public static void main(String[] args) throws IOException {
    DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out));
    // What libraries print must not end up between the answers.
    System.setOut(System.err);
    // Before anything of the judged is loaded.
    LibFuzzer.install(true);
    DataInputStream programs = new DataInputStream(new BufferedInputStream(System.in));
    new FeatureWorker(VariantWord.read(args[0]), Checks.parse(args[1])).work(programs, answers);
    System.exit(0);
  }

  private void work(DataInputStream programs, DataOutputStream answers) throws IOException {
    while (true) {
      byte[] program;
      try {
        program = programs.readNBytes(programs.readInt());
      } catch (EOFException e) {
        return;
      }
      features(program).write(answers);
      answers.flush();
    }
  }

  private ProgramFeatures features(byte[] bytes) {
    Program program = ProgramBytes.decode(bytes);
    if (!variant.runsOn(program.machine())) {
      return new ProgramFeatures(new int[0], null, variant.name() + " has no such machine");
    }
    try {
      trial.boot(program.machine());
      ProgramFeatures covered = run(program);
      if (IntStream.of(covered.features()).allMatch(seen::get)) {
        return covered;
      }
      // What is new may have come of a class that was loaded, and not of the program.
      ProgramFeatures again = run(program);
      IntStream.of(again.features()).forEach(seen::set);
      return again;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      start();
      return new ProgramFeatures(new int[0], null, e.toString());
    }
  }

  private ProgramFeatures run(Program program) {
    states.clear();
    branches.clear();
    RunResult result = trial.runAlone(program, false);
    IntStream.Builder features = IntStream.builder();
    branches.report(features::add);
    states.stream().forEach(state -> features.add(BranchCounters.FEATURES + state));
    String signature = result.isClean() ? null : result.divergence().signature();
    return new ProgramFeatures(features.build().toArray(), signature, null);
  }
}
