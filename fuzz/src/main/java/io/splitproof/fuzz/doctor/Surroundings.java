package io.splitproof.fuzz.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine this runs on, as far as a campaign depends on it. */
public final class Surroundings {

  /** What a worker takes: a heap of at most 1 GiB, and what the JVM and the agent need besides. */
  private static final long WORKER = 1_400L << 20;

  /** This process, while workers work. */
  private static final long PARENT = 300L << 20;

  private static final long LITTLE_ROOM = 1L << 30;
  private static final long NO_ROOM = 64L << 20;

  /** A worker has about a hundred files open, most of them jars. */
  private static final long FEW_FILES = 1024;

  private static final long TOO_FEW_FILES = 256;

  private Surroundings() {}

  /** The JDK this process runs on, and its workers too. */
  public static Diagnosis java() {
    return java(
        Runtime.version(),
        System.getProperty("java.vendor", "unknown vendor"),
        Path.of(System.getProperty("java.home")));
  }

  static Diagnosis java(Runtime.Version version, String vendor, Path home) {
    String text = "JDK " + version + ", " + vendor + ", " + home;
    if (!Files.isExecutable(home.resolve("bin").resolve("javac"))) {
      return Diagnosis.warning(
          "java", text + ": no javac", "install a JDK, not a JRE: the launcher builds with it");
    }
    return Diagnosis.ok("java", text);
  }

  /** Memory, in workers. */
  public static Diagnosis memory() {
    OperatingSystemMXBean system = system();
    return memory(available(system.getFreeMemorySize()), system.getTotalMemorySize());
  }

  /** Free memory with what the kernel would give back at once, if it says. */
  private static long available(long free) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(free);
    } catch (IOException | NumberFormatException e) {
      return free;
    }
  }

  static Diagnosis memory(long available, long total) {
    long workers = Math.max(0, available - PARENT) / WORKER;
    String text =
        gib(available) + " of " + gib(total) + " to be had, enough for workers: " + workers;
    return workers > 0
        ? Diagnosis.ok("memory", text)
        : Diagnosis.warning(
            "memory", text, "end other programs: a worker takes up to " + gib(WORKER));
  }

  /** Processors, each good for one worker. */
  public static Diagnosis processors() {
    return processors(Runtime.getRuntime().availableProcessors(), system().getCpuLoad());
  }

  static Diagnosis processors(int count, double load) {
    String text = count + (count == 1 ? " processor" : " processors");
    if (load > 0.9) {
      return Diagnosis.warning(
          "processors",
          text + ", all of them busy",
          "end other programs, or expect fewer programs a second and the gate to skip more");
    }
    return Diagnosis.ok("processors", text + ", up to --workers " + count + " pay");
  }

  /** How many files may be open. */
  public static Diagnosis files() {
    return system() instanceof UnixOperatingSystemMXBean unix
        ? files(unix.getMaxFileDescriptorCount())
        : Diagnosis.ok("open files", "no limit known");
  }

  static Diagnosis files(long limit) {
    String text = "up to " + limit + " at a time";
    String remedy = "raise it, for example with `ulimit -n 4096`";
    if (limit < TOO_FEW_FILES) {
      return Diagnosis.bad("open files", text, remedy);
    }
    return limit < FEW_FILES
        ? Diagnosis.warning("open files", text, remedy)
        : Diagnosis.ok("open files", text);
  }

  /**
   * A folder things are written to.
   *
   * @param what what it is called
   * @param otherwise what to do if it is of no use
   */
  public static Diagnosis folder(String what, Path folder, String otherwise) {
    try {
      Files.delete(Files.createTempFile(folder, ".probe-", null));
      return room(what, folder, Files.getFileStore(folder).getUsableSpace(), otherwise);
    } catch (IOException e) {
      return Diagnosis.bad(what, folder + ": cannot be written to", otherwise);
    }
  }

  static Diagnosis room(String what, Path folder, long bytes, String otherwise) {
    String text = folder + ": " + gib(bytes) + " free";
    if (bytes < NO_ROOM) {
      return Diagnosis.bad(what, text, "make room there, or " + otherwise);
    }
    return bytes < LITTLE_ROOM
        ? Diagnosis.warning(what, text, "make room before a long campaign, or " + otherwise)
        : Diagnosis.ok(what, text);
  }

  private static OperatingSystemMXBean system() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
