package io.splitproof.fuzz.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.campaign.Discoveries;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Takes one {@link Sample}, in a process of its own. */
public final class Measurement {

  /** Programs whose states are counted. */
  private static final int PROGRAMS = 960;

  /** Programs that are timed: the same in every sample, for some cost more than others. */
  private static final int TIMED = 144;

  private static final long TIMED_SEED = 1;
  private static final int TURNS = 24;

  private Measurement() {}

  /**
   * Main class of that process: prints the sample as JSON.
   *
   * @param args variant, checks, seed
   */
  public static void main(String[] args) throws JsonProcessingException {
    Variant variant = Variants.named(args[0]);
    Set<CheckName> checks = Checks.parse(args[1]);
    List<Program> programs = programs(variant, Long.parseLong(args[2]));
    long states = Discoveries.states(variant, checks, programs);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Stopwatch stopwatch =
        new Stopwatch(
            variant,
            checks,
            Workload.programs(variant, TIMED_SEED, TIMED),
            threads::getCurrentThreadCpuTime);
    System.out.println(new ObjectMapper().writeValueAsString(stopwatch.time(TURNS, states)));
  }

  /** The programs of a sample. */
  static List<Program> programs(Variant variant, long seed) {
    return Workload.programs(variant, seed, PROGRAMS);
  }

  /**
   * Takes a sample in a new process.
   *
   * @param seed where its programs come from
   * @throws IOException if it cannot be started or fails
   */
  static Sample fork(Variant variant, Set<CheckName> checks, long seed) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Measurement.class.getName(),
            variant.name(),
            Checks.text(checks),
            Long.toString(seed));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("measuring failed: " + text.strip());
      }
      return new ObjectMapper().readValue(lastLine(text), Sample.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while measuring", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JVM may have had something to say before. */
  private static String lastLine(String text) {
    return text.lines().reduce("", (before, line) -> line);
  }
}
