package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What one worker process is to do.
 *
 * @param variant what is judged
 * @param clients who calls, in every program
 * @param machine the machine of every program, or null
 * @param seed where libFuzzer's random choices start: 1 to 2^31 - 1
 * @param corpus folder that programs are read from and kept in
 * @param seeds folder of programs that run first
 * @param findings folder of findings
 * @param alone whether no other worker writes to the corpus
 */
record WorkerSettings(
    Variant variant,
    Clients clients,
    MachineConfig machine,
    int seed,
    Path corpus,
    Path seeds,
    Path findings,
    boolean alone) {

  /** As a worker's command line. */
  List<String> arguments() {
    return List.of(
        variant.name(),
        clients.name(),
        machine == null ? "" : MachineText.print(machine),
        Integer.toString(seed),
        corpus.toString(),
        seeds.toString(),
        findings.toString(),
        Boolean.toString(alone));
  }

  /** Reads {@link #arguments} back. */
  static WorkerSettings parse(List<String> arguments) {
    String machine = arguments.get(2);
    return new WorkerSettings(
        Variants.named(arguments.get(0)),
        Clients.valueOf(arguments.get(1)),
        machine.isEmpty() ? null : MachineText.parse(machine, Machines.standard()),
        Integer.parseInt(arguments.get(3)),
        Path.of(arguments.get(4)),
        Path.of(arguments.get(5)),
        Path.of(arguments.get(6)),
        Boolean.parseBoolean(arguments.get(7)));
  }

  /** libFuzzer's command line. */
  List<String> libFuzzerOptions() {
    return List.of(
        "-seed=" + seed,
        "-max_len=" + ProgramInputs.MAX_BYTES,
        "-len_control=0",
        // The heap is bounded; what libFuzzer counts is the whole JVM.
        "-rss_limit_mb=0",
        "-timeout=60",
        // Rereading the folder depends on the clock, so only where there is something to reread.
        "-reload=" + (alone ? 0 : 1),
        // Where a program goes that runs into the time limit.
        "-artifact_prefix=" + findings + "/",
        corpus.toString(),
        seeds.toString());
  }
}
