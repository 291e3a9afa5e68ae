package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.FailEach;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.run.Trace;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: runs programs and shows each step next to what the judge expects. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Runs programs and shows each step next to what the judge expects.")
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Programs as text or bytes, or Jazzer crash files.")
  private List<Path> files;

  @Option(
      names = "--variant",
      paramLabel = "V",
      defaultValue = "linux-7.2",
      converter = VariantNames.class,
      completionCandidates = VariantNames.class,
      description = "What is judged: ${COMPLETION-CANDIDATES}, or a bug that"
          + " `splitproof bugs --list` shows (default: ${DEFAULT-VALUE}).")
  private Variant variant;

  @Mixin private CheckOptions checks;

  @Option(
      names = "--dump",
      description = "Print the linear map at the end, in the kernel's own page-table dump format.")
  private boolean dump;

  @Option(
      names = "--fail-each",
      description = "Run once for each allocation that the program makes with that one failing,"
          + " and once with all from there on failing; the program's own plans are left out.")
  private boolean failEach;

  @Option(names = "--json", description = "Print one JSON object per program.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (dump && (json || failEach || files.size() > 1)) {
      throw new UsageException("--dump prints the map of one program, and nothing else");
    }
    List<Program> programs = new ArrayList<>();
    for (Path file : files) {
      programs.add(ProgramFiles.read(file));
    }
    boolean clean = true;
    List<ProgramClaims> claims = new ArrayList<>();
    for (Path file : files) {
      claims.add(ProgramClaims.of(file));
    }
    for (int i = 0; i < programs.size(); i++) {
      Path file = files.get(i);
      clean &= run(file, programs.get(i), claims.get(i));
    }
    return clean ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }

  private boolean run(Path file, Program program, ProgramClaims claims) throws IOException {
    String note = claims.noteOnVariant(file, variant.name());
    if (failEach) {
      note(note);
      return failEach(file, program);
    }
    RunResult result = replay(file, program);
    note(note == null ? claims.noteOnFinding(file, result.divergence()) : note);
    return result.isClean();
  }

  private void note(String note) {
    if (note != null) {
      spec.commandLine().getErr().println("splitproof replay: " + note);
      spec.commandLine().getErr().flush();
    }
  }

  private RunResult replay(Path file, Program program) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Trace trace = Trace.of(program, variant, checks.enabled());
    if (json) {
      out.println(TraceJson.of(file.toString(), variant.name(), trace));
    } else if (!dump) {
      print(out, file, trace);
    }
    if (dump) {
      dump(out, program, trace.result());
      warn(trace.result());
    }
    out.flush();
    return trace.result();
  }

  private boolean failEach(Path file, Program program) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    FailEach outcome = FailEach.of(program, variant, checks.enabled());
    FailEachReport report =
        new FailEachReport(file.toString(), variant.name(), checks.enabled(), outcome);
    out.println(json ? report.json() : report.text());
    out.flush();
    return outcome.diverging().isEmpty();
  }

  private void warn(RunResult result) {
    if (!result.isClean()) {
      note("diverges: " + result.divergence().signature());
    }
  }

  private void print(PrintWriter out, Path file, Trace trace) {
    RunResult result = trace.result();
    out.println(file + " on " + variant.name() + ", " + trace.program().clients() + " clients");
    out.println("machine " + MachineText.print(trace.program().machine()));
    out.print(trace.text());
    out.printf(
        "%s  (%d operations, %d skipped)%n",
        verdict(result), result.applied(), result.skipped());
    out.println();
  }

  private static String verdict(RunResult result) {
    if (!result.isClean()) {
      return "DIVERGES: " + result.divergence().signature();
    }
    return result.applied() == 0 ? "agrees, but nothing ran" : "agrees";
  }

  /** The linear map as the program left it; runs it once more, up to where it diverged. */
  private void dump(PrintWriter out, Program program, RunResult result) {
    Runner runner = Runner.thorough(variant, checks.enabled());
    int end = Math.min(program.steps().size(), Math.max(0, result.step()));
    runner.run(program.withSteps(program.steps().subList(0, end)));
    Machine machine = runner.machine(program.machine()).machine();
    out.print(PtDump.linearMap(machine.config().geometry(), machine.memory(), machine.rootTable()));
  }
}
