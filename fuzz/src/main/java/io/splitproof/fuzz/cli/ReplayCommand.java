package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.replay.JUnitSource;
import io.splitproof.fuzz.run.AgainLine;
import io.splitproof.fuzz.run.FailEach;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.run.Trace;
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
    description = "Runs programs and shows each step next to what the judge expects.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof replay corpus/seeds/module.txt",
      "  splitproof replay clusterfuzz-testcase-minimized-ProgramFuzzer-4711",
      "  splitproof replay --variant v7 --java findings/FOLDER >ReproducedTest.java",
      "  splitproof replay --variant v7 --against linux-7.2 corpus/bugs/v7-mixed-group.txt",
      "  splitproof kernel replay --tree linux corpus/seeds/module.txt"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Programs as text or bytes, crash files of Jazzer or OSS-Fuzz as they are, the"
          + " folder of a finding, or a folder of these.")
  private List<Path> files;

  @Mixin private Judged judged;

  @Mixin private CheckOptions checks;

  @Option(
      names = "--clients",
      paramLabel = "C",
      converter = ClientNames.class,
      description = "Run with these clients, well-behaved or any, whatever the program says.")
  private Clients clients;

  @Option(names = "--raw", description = "Take files for a fuzzer's input, whatever is in them.")
  private boolean raw;

  @Mixin private OtherVariants others;

  @Option(
      names = "--java",
      description = "Print a JUnit 5 test that fails as long as the program shows anything.")
  private boolean java;

  @Option(
      names = "--dump",
      description = "Print the linear map at the end, in the kernel's own page-table dump format.")
  private boolean dump;

  @Option(
      names = "--fail-each",
      description = "Run once for each allocation that the program makes with that one failing,"
          + " and once with all from there on failing; the program's own plans are left out.")
  private boolean failEach;

  @Option(
      names = "--coverage",
      description = "Print at the end which lines of the kernel the programs and boot reached;"
          + " with --tree and --flavour finding.")
  private boolean coverage;

  @Option(names = "--json", description = "Print one JSON object per program.")
  private boolean json;

  private int passedOver;

  @Override
  public Integer call() throws IOException {
    if (dump && (json || failEach || files.size() > 1)) {
      throw new UsageException("--dump prints the map of one program, and nothing else");
    }
    if (java && (json || dump || failEach || files.size() > 1)) {
      throw new UsageException("--java prints a test of one program, and nothing else");
    }
    if (others.areAsked() && (java || dump || failEach)) {
      throw new UsageException("--against and --bisect compare verdicts, and print nothing else");
    }
    if (coverage && (!judged.countsLines() || json)) {
      throw new UsageException("--coverage takes --tree and --flavour finding, and is no JSON");
    }
    others.check();
    if (others.isBisecting() && judged.isTree()) {
      throw new UsageException("--bisect takes variants, and a tree is none; --against takes one");
    }
    List<CrashFile> programs = new ArrayList<>();
    for (Path file : files) {
      programs.addAll(ProgramsIn.named(file, raw));
    }
    if ((dump || java) && programs.size() > 1) {
      throw new UsageException(
          files.get(0) + ": " + programs.size() + " programs; --dump and --java print one");
    }
    boolean clean = true;
    try (Progress progress = Progress.on(spec.commandLine(), null)) {
      int number = 0;
      for (CrashFile program : programs) {
        int now = ++number;
        progress.show(() -> program.file() + ", " + now + " of " + programs.size());
        clean &= programs.size() == 1 ? runAlone(program) : runAmongOthers(program);
      }
    }
    if (passedOver == programs.size()) {
      throw new UsageException("none of the programs is for " + judged.variant().name());
    }
    if (coverage) {
      spec.commandLine().getOut().print(KernelLinesText.of(judged.kernel().lines()));
      spec.commandLine().getOut().flush();
    }
    return clean ? ExitStatus.CLEAN : ExitStatus.FINDING;
  }

  private boolean runAlone(CrashFile crash) throws IOException {
    if (!others.isBisecting()) {
      Foreign.refuse(crash.file(), judged.variant(), crash.program().machine(), crash.claims());
    }
    others.refuse(crash);
    return run(crash);
  }

  /** One on a machine that the judged does not have must not take away the rest. */
  private boolean runAmongOthers(CrashFile crash) throws IOException {
    if (!others.isBisecting() && !judged.variant().runsOn(crash.program().machine())) {
      note(Foreign.passedOver(crash.file(), judged.variant()));
      passedOver++;
      return true;
    }
    return run(crash);
  }

  private boolean run(CrashFile crash) throws IOException {
    Path file = crash.file();
    Program program =
        clients == null ? crash.program() : crash.program().withClients(clients);
    if (others.areAsked()) {
      OtherVariants.Answer answer =
          others.answer(file, program, crash.claims(), judged.variant(), checks.enabled(), json);
      spec.commandLine().getOut().print(json ? answer.text() : painted(answer.text()));
      spec.commandLine().getOut().flush();
      return answer.clean();
    }
    String note = ClaimNotes.onVariant(crash.claims(), file, judged.variant().name());
    if (failEach) {
      note(note);
      return failEach(file, program);
    }
    RunResult result = replay(file, program);
    note(note == null ? ClaimNotes.onFinding(crash.claims(), file, result.divergence()) : note);
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
    Trace trace = Trace.of(program, judged.variant(), checks.enabled());
    if (json) {
      out.println(TraceJson.of(file.toString(), judged.variant().name(), trace));
    } else if (java) {
      String signature = trace.result().isClean() ? null : signature(trace.result());
      out.print(JUnitSource.of(program, judged.variant(), checks.enabled(), signature));
    } else if (!dump) {
      print(out, file, trace);
    }
    if (dump) {
      dump(out, program, trace.result());
    }
    if (dump || java) {
      warn(trace.result());
    }
    out.flush();
    return trace.result();
  }

  private boolean failEach(Path file, Program program) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    FailEach outcome = FailEach.of(program, judged.variant(), checks.enabled());
    FailEachReport report =
        new FailEachReport(file.toString(), judged.variant().name(), checks.enabled(), outcome);
    out.println(json ? report.json() : painted(report.text()));
    out.flush();
    return outcome.diverging().isEmpty();
  }

  private static String signature(RunResult result) {
    return result.divergence().signature();
  }

  private void warn(RunResult result) {
    if (!result.isClean()) {
      note("diverges: " + signature(result));
    }
  }

  private void print(PrintWriter out, Path file, Trace trace) throws IOException {
    RunResult result = trace.result();
    String callers = trace.program().clients() + " clients";
    out.println(file + " on " + judged.variant().name() + ", " + callers);
    out.println("machine " + MachineText.print(trace.program().machine()));
    out.print(painted(trace.text()));
    out.printf(
        "%s  (%d operations, %d skipped)%n",
        painted(verdict(result)), result.applied(), result.skipped());
    if (!result.isClean()) {
      String asked = (clients == null ? "" : " --clients " + clients) + (raw ? " --raw" : "");
      String again = AgainLine.of("replay", judged.variant(), checks.enabled(), asked, file);
      out.println("again: " + again);
    }
    out.println();
  }

  private String painted(String text) {
    return Screen.of(spec.commandLine()).paint().report(text);
  }

  private static String verdict(RunResult result) {
    if (!result.isClean()) {
      return "DIVERGES: " + signature(result);
    }
    return result.applied() == 0 ? "agrees, but nothing ran" : "agrees";
  }

  /** The linear map as the program left it; runs it once more, up to where it diverged. */
  private void dump(PrintWriter out, Program program, RunResult result) throws IOException {
    Runner runner = Runner.thorough(judged.variant(), checks.enabled());
    int end = Math.min(program.steps().size(), Math.max(0, result.step()));
    runner.run(program.withSteps(program.steps().subList(0, end)));
    Machine machine = runner.machine(program.machine()).machine();
    out.print(PtDump.linearMap(machine.config().geometry(), machine.memory(), machine.rootTable()));
  }
}
