package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Replays recordings of a real kernel on a modelled one and says where they differ. */
public final class Conformance {

  private final Variant variant;
  private final Function<MachineConfig, Verdicts> judges;

  /**
   * Conformance with a judge beside every run.
   *
   * @param variant what is held against the recordings
   */
  public Conformance(Variant variant) {
    this(variant, Checks.ALL);
  }

  /**
   * Conformance with a judge beside every run.
   *
   * @param variant what is held against the recordings
   * @param checks which checks judge
   */
  public Conformance(Variant variant, Set<CheckName> checks) {
    this(variant, config -> new JudgeVerdicts(config, variant.design(), checks));
  }

  Conformance(Variant variant, Function<MachineConfig, Verdicts> judges) {
    this.variant = variant;
    this.judges = judges;
  }

  /**
   * Replays {@code file}: a recording of operations, or the kernel's dump of a booted linear map,
   * either of them plain or compressed with gzip.
   *
   * @throws RecordingFormatException if it cannot be understood, or the variant does not run on the
   *     machine it was made on
   * @throws IOException if it cannot be read
   */
  public ConformanceResult run(Path file) throws IOException {
    if (BootDumps.isBootDump(file)) {
      return BootDumps.compare(file, variant);
    }
    return run(RecordingReader.read(file));
  }

  /** Replays {@code recording}. */
  public ConformanceResult run(Recording recording) {
    return replay(recording, 1).build();
  }

  /** Replays {@code recording} and returns its first {@code shown} mismatches. */
  List<Mismatch> mismatches(Recording recording, int shown) {
    return replay(recording, shown).kept();
  }

  /** Complains about a recording of a machine that {@code variant} does not run on. */
  static void refuseForeign(String name, Variant variant, MachineConfig config) {
    if (!variant.runsOn(config)) {
      throw new RecordingFormatException(
          name, 0, variant.name() + " does not run on the machine it was made on");
    }
  }

  private ConformanceResult.Builder replay(Recording recording, int shown) {
    ConformanceResult.Builder result = new ConformanceResult.Builder(recording.name(), shown);
    MachineConfig config = recording.machine().config();
    refuseForeign(recording.name(), variant, config);
    WatchedMachine machine =
        new WatchedMachine(variant, config, judges.apply(config), result);
    new Replay(recording, machine, result).run();
    return result;
  }
}
