package io.splitproof.impl.kernel;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The kernel of a user's tree. Each machine that boots is a process of its own, which ends when
 * nobody can reach the machine any more, or when this process ends.
 */
public final class KernelVariant implements Variant {

  /** What users call it. */
  public static final String NAME = "kernel";

  /** Memory lies below this linear offset: above it the executor has things of its own. */
  private static final long MOST_LINEAR = 0x600000000000L;

  private static final Cleaner CLEANER = Cleaner.create();

  private final KernelSource source;
  private final Function<Executor, Path> executors;
  private final Predicate<Executor> available;
  private final Design design;
  private final Map<Executor, EdgeSet> edges = new ConcurrentHashMap<>();

  /**
   * Creates it with all machines there are, for this process alone.
   *
   * @param tree the tree, as a user names it
   * @param executors finds or builds the file of an executor
   * @param flavour which executors are to run
   */
  public KernelVariant(String tree, Function<Executor, Path> executors, Flavour flavour) {
    this(
        new KernelSource(List.of("--tree", tree), Path.of(""), flavour),
        executors,
        executor -> true);
  }

  /** As above, with executors for speed. */
  public KernelVariant(String tree, Function<Executor, Path> executors) {
    this(tree, executors, Flavour.FAST);
  }

  /** The kernel with those machines alone of which executors are built by somebody else. */
  public KernelVariant(KernelSource source) {
    this(source, new BuiltExecutors(source.built()));
  }

  private KernelVariant(KernelSource source, BuiltExecutors built) {
    this(source, built, built);
  }

  /**
   * Creates it.
   *
   * @param executors finds or builds the file of an executor
   * @param available whether there is an executor, or may be; it may change its mind
   */
  public KernelVariant(
      KernelSource source, Function<Executor, Path> executors, Predicate<Executor> available) {
    this.source = source;
    this.executors = executors;
    this.available = available;
    this.design = TreeDesign.of(Path.of(source.tree()));
  }

  /**
   * The file of an executor of it, which is built if it builds any.
   *
   * @throws ExecutorFailure if it is not there and cannot be built
   */
  public Path executor(Executor executor) {
    return executors.apply(executor);
  }

  /** Which kernel it is. */
  public KernelSource source() {
    return source;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String provenance() {
    return "arch/arm64/mm/{mmu,pageattr}.c, mm/{pagewalk,vmalloc}.c of " + source.tree();
  }

  @Override
  public Design design() {
    return design;
  }

  /** Every machine that a kernel can be configured for and built, as far as it has room. */
  @Override
  public boolean runsOn(MachineConfig config) {
    return mayRunOn(config) && available.test(Executor.of(config, source.flavour()));
  }

  /** Whether it does if an executor for such a machine is built. */
  public boolean mayRunOn(MachineConfig config) {
    List<Bank> banks = config.banks();
    return Geometry.real().contains(config.geometry())
        && banks.size() <= Requests.MOST_BANKS
        && banks.get(banks.size() - 1).end() - config.memstart() <= MOST_LINEAR;
  }

  @Override
  public Machine boot(MachineConfig config, MachineEvents events) {
    return boot(config, MachineEvents.NONE, events);
  }

  @Override
  public Machine boot(MachineConfig config, MachineEvents booting, MachineEvents events) {
    Executor wanted = Executor.of(config, source.flavour());
    Path file = executors.apply(wanted);
    Process process = start(file);
    try {
      Connection connection =
          new Connection(process.getOutputStream(), process.getInputStream());
      check(wanted, connection.greeting());
      SourceLines lines = new SourceLines(file);
      Machine machine =
          new KernelMachine(config, connection, booting, events, edges(wanted), lines);
      CLEANER.register(machine, process::destroyForcibly);
      return machine;
    } catch (ExecutorFailure failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /** How many edges machines have taken so far, of each executor: 0 of those that do not count. */
  public long edgesTaken() {
    return edges.values().stream().mapToLong(taken -> taken.copy().cardinality()).sum();
  }

  /**
   * Every line that the executors which ran have code of, and whether some machine came there since
   * this was created, its boot included; none of executors that do not count.
   *
   * @throws IOException if a table of lines beside an executor cannot be read
   */
  public SortedMap<SourceLine, Boolean> lines() throws IOException {
    SortedMap<SourceLine, Boolean> all = new TreeMap<>();
    for (Map.Entry<Executor, EdgeSet> entry : edges.entrySet()) {
      Path file = executors.apply(entry.getKey());
      LineTable.lines(file, entry.getValue().copy())
          .forEach((line, reached) -> all.merge(line, reached, Boolean::logicalOr));
    }
    return all;
  }

  private EdgeSet edges(Executor executor) {
    return edges.computeIfAbsent(executor, wanted -> new EdgeSet());
  }

  private static Process start(Path file) {
    try {
      ProcessBuilder builder = new ProcessBuilder(file.toString());
      builder.environment().clear();
      return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new ExecutorFailure("cannot start " + file + ": " + e.getMessage(), e);
    }
  }

  private static void check(Executor wanted, Connection.Build build) {
    Geometry geometry = wanted.geometry();
    boolean fits =
        build.pageShift() == geometry.pageShift()
            && build.vaBits() == geometry.vaBits()
            && build.contPtes() == geometry.contPtes()
            && build.contPmds() == geometry.contPmds()
            && build.kfence() == wanted.kfence();
    if (!fits) {
      throw new ExecutorFailure("the executor for " + wanted + " was built as " + build);
    }
  }

  /** What an executor is built for. */
  public enum Flavour {
    /** By gcc, with nothing added. */
    FAST,
    /**
     * By clang, with checks of each address and of undefined behaviour, and counters of the edges
     * that were taken.
     */
    FINDING;

    /** The name as options and {@code build.sh} spell it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What the kernel of an executor is configured for; all else is chosen when it boots.
   *
   * @param geometry granule and VA bits
   * @param kfence whether CONFIG_KFENCE is on
   * @param flavour what it is built for
   */
  public record Executor(Geometry geometry, boolean kfence, Flavour flavour) {

    /** One for speed. */
    public Executor(Geometry geometry, boolean kfence) {
      this(geometry, kfence, Flavour.FAST);
    }

    /** The one that a machine needs. */
    public static Executor of(MachineConfig config, Flavour flavour) {
      return new Executor(config.geometry(), config.kfence() != Kfence.NONE, flavour);
    }

    /** Every one there is of that flavour. */
    public static List<Executor> all(Flavour flavour) {
      return Geometry.real().stream()
          .flatMap(geometry -> of(geometry, flavour).stream())
          .toList();
    }

    /** Those for a geometry: without KFENCE and with it. */
    public static List<Executor> of(Geometry geometry, Flavour flavour) {
      return List.of(
          new Executor(geometry, false, flavour), new Executor(geometry, true, flavour));
    }

    @Override
    public String toString() {
      String name = geometry.name() + (kfence ? " kfence" : " no-kfence");
      return flavour == Flavour.FAST ? name : name + " " + flavour.text();
    }
  }
}
