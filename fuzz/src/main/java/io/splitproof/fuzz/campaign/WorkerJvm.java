package io.splitproof.fuzz.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a process is started that runs the judged under Jazzer's agent. */
final class WorkerJvm {

  private static final String MODULES =
      "java.base,java.instrument,java.logging,java.management,jdk.attach,jdk.management,"
          + "jdk.unsupported";

  /** First JDK that warns of what Jazzer does unless told that it is meant. */
  private static final int WARNING_JDK = 24;

  private WorkerJvm() {}

  /**
   * The beginning of a command line: this process's JVM and class path.
   *
   * @param brief whether it will be over in a second or two, before code optimised further would
   *     have paid for itself
   */
  static List<String> command(Class<?> main, boolean brief) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
    command.add("-XX:+EnableDynamicAgentLoading");
    // The agent comes in at once, and not by way of another JVM.
    command.add("-Djdk.attach.allowAttachSelf=true");
    // Or attaching would go by a file in the working directory, and a killed worker leave it there.
    command.add("-XX:+StartAttachListener");
    // Jazzer looks through every module there is; these are the ones a worker needs.
    command.add("--limit-modules=" + MODULES);
    if (brief) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    if (Runtime.version().feature() >= WARNING_JDK) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }
}
