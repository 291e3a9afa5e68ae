package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.dump.DumpText;
import io.splitproof.fuzz.dump.DumpText.Difference;
import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's own dumps of a linear map just booted, and the machines they were made on. A dump
 * has no {@code env} lines; the memory map is that of the recordings with the same kernel and
 * amount of memory.
 *
 * <p>With debug_pagealloc a dump shows which pages were free at that moment, which nothing else
 * tells; there, everything but that is compared.
 */
public final class BootDumps {

  private static final String SUFFIX = ".boot.ptdump";
  private static final long GIB = 1L << 30;
  private static final long DRAM = GIB;

  private static final RecordedMachine KERNEL_4K =
      machine("4K/48", 0x406e0000L, 0x407b0000L, 0x409a8000L);
  private static final RecordedMachine KERNEL_16K =
      machine("16K/48", 0x40730000L, 0x40840000L, 0x40a40000L);
  private static final RecordedMachine KERNEL_64K =
      machine("64K/48", 0x407f0000L, 0x409b0000L, 0x40be0000L);

  private BootDumps() {}

  /** Whether {@code file} is named as a dump. */
  public static boolean isBootDump(Path file) {
    return plainName(file).endsWith(SUFFIX);
  }

  /**
   * Boots the machine {@code file} was made on and compares.
   *
   * @throws RecordingFormatException if it is not known which machine that is
   * @throws IOException if the file cannot be read
   */
  static ConformanceResult compare(Path file, Variant variant) throws IOException {
    String name = plainName(file);
    String recorded = RecordingReader.text(file);
    if (!recorded.contains("Linear Mapping start")) {
      throw new RecordingFormatException(name, 1, "no '---[ Linear Mapping start ]---'");
    }
    MachineConfig config = machineOf(name).config();
    Conformance.refuseForeign(name, variant, config);
    Machine machine = variant.boot(config, MachineEvents.NONE);
    DescriptorMemory memory = DataAlias.asRecorded(machine, variant.design());
    String found = PtDump.linearMap(config.geometry(), memory, machine.rootTable());
    ConformanceResult.Builder result = new ConformanceResult.Builder(name, 1);
    result.pageStates(config.banks().get(0).bytes() / config.geometry().pageBytes());
    Difference difference =
        config.debugPagealloc()
            ? DumpText.firstDifference(withoutValidity(recorded), withoutValidity(found))
            : DumpText.firstDifference(recorded, found);
    if (difference != null) {
      result.add(
          new Mismatch(
              Mismatch.Kind.RUNS,
              difference.line(),
              "boot",
              difference.expected(),
              difference.found()));
    }
    return result.build();
  }

  private static List<String> withoutValidity(String dump) {
    return DumpText.linesWithoutValidity(dump);
  }

  private static String plainName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
  }

  /** The machine of the dump with that name. */
  private static RecordedMachine machineOf(String name) {
    return switch (name.substring(0, name.length() - SUFFIX.length())) {
      case "dump-bbml2-4G" -> with(KERNEL_4K, 4, true, true, 1, "");
      case "dump-bbml2-12G" -> with(KERNEL_4K, 12, true, true, 1, "");
      case "dump-bbml2-debugpa-4G" -> with(KERNEL_4K, 4, true, true, 1, "debug_pagealloc=on");
      case "dump-pte-4G" -> with(KERNEL_4K, 4, false, false, 1, "");
      case "dump-pte-12G" -> with(KERNEL_4K, 12, false, false, 1, "");
      case "dump-mixed-4G" -> with(KERNEL_4K, 4, true, false, 2, "");
      case "bbml2-16k-6g" -> with(KERNEL_16K, 6, true, true, 1, "");
      case "bbml2-64k-6g" -> with(KERNEL_64K, 6, true, true, 1, "");
      default ->
          throw new RecordingFormatException(
              name, 0, "it is not known which machine this dump was made on");
    };
  }

  private static RecordedMachine machine(
      String geometry, long initBegin, long initEnd, long bssStop) {
    return new RecordedMachine(
        Geometry.named(geometry),
        DRAM,
        2 * DRAM,
        DRAM + 0x200000L,
        initBegin,
        initEnd,
        bssStop,
        true,
        true,
        1,
        false,
        "");
  }

  private static RecordedMachine with(
      RecordedMachine kernel,
      int gib,
      boolean bootCpuBbml2,
      boolean systemBbml2,
      int cpus,
      String commandLine) {
    return new RecordedMachine(
        kernel.geometry(),
        kernel.start(),
        kernel.start() + gib * GIB,
        kernel.text(),
        kernel.initBegin(),
        kernel.initEnd(),
        kernel.bssStop(),
        bootCpuBbml2,
        systemBbml2,
        cpus,
        false,
        commandLine);
  }
}
