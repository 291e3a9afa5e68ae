package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.VariantWord;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What one worker process is to do.
 *
 * @param guidance what the next program depends on
 * @param variant what is judged
 * @param checks which checks judge
 * @param clients who calls, in every program
 * @param machine the machine of every program, or null
 * @param seed where libFuzzer's random choices start: 1 to 2^31 - 1
 * @param corpus folder of its own: it keeps programs there, and reads what others put there
 * @param known folder of programs to go on from, which it only reads
 * @param seeds folder of programs that run first
 * @param findings folder of findings
 * @param alone whether no other worker writes to the corpus
 * @param untilFirst whether to end at the first divergence, which is counted but not written up
 */
record WorkerSettings(
    Guidance guidance,
    Variant variant,
    Set<CheckName> checks,
    Clients clients,
    MachineConfig machine,
    int seed,
    Path corpus,
    Path known,
    Path seeds,
    Path findings,
    boolean alone,
    boolean untilFirst) {

  /** A program that takes longer has no end. */
  static final int LONGEST_SECONDS = 60;

  /** What the worker with that command line goes by; reads nothing else of it. */
  static Guidance guidance(List<String> arguments) {
    return Guidance.valueOf(arguments.get(0));
  }

  /** Whether the worker with that command line ends at the first divergence; as above. */
  static boolean untilFirst(List<String> arguments) {
    return Boolean.parseBoolean(arguments.get(11));
  }

  /** As a worker's command line. */
  List<String> arguments() {
    return List.of(
        guidance.name(),
        VariantWord.of(variant),
        Checks.text(checks),
        clients.name(),
        machine == null ? "" : MachineText.print(machine),
        Integer.toString(seed),
        corpus.toString(),
        known.toString(),
        seeds.toString(),
        findings.toString(),
        Boolean.toString(alone),
        Boolean.toString(untilFirst));
  }

  /** Reads {@link #arguments} back. */
  static WorkerSettings parse(List<String> arguments) {
    String machine = arguments.get(4);
    return new WorkerSettings(
        guidance(arguments),
        VariantWord.read(arguments.get(1)),
        Checks.parse(arguments.get(2)),
        Clients.valueOf(arguments.get(3)),
        machine.isEmpty() ? null : MachineText.parse(machine, Machines.standard()),
        Integer.parseInt(arguments.get(5)),
        Path.of(arguments.get(6)),
        Path.of(arguments.get(7)),
        Path.of(arguments.get(8)),
        Path.of(arguments.get(9)),
        Boolean.parseBoolean(arguments.get(10)),
        untilFirst(arguments));
  }

  /** libFuzzer's command line. */
  List<String> libFuzzerOptions() {
    return List.of(
        "-seed=" + seed,
        "-max_len=" + ProgramInputs.MAX_BYTES,
        "-len_control=0",
        // The heap is bounded; what libFuzzer counts is the whole JVM.
        "-rss_limit_mb=0",
        "-timeout=" + LONGEST_SECONDS,
        // Rereading the folder depends on the clock, so only where there is something to reread.
        "-reload=" + (alone ? 0 : 1),
        // Where a program goes that runs into the time limit.
        "-artifact_prefix=" + findings + "/",
        corpus.toString(),
        known.toString(),
        seeds.toString());
  }
}
