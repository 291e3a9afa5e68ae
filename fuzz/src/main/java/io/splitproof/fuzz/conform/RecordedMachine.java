package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.MachineConfig.TablePlacement;
import java.util.List;

/**
 * The machine a recording was made on, from its {@code env} lines; addresses physical, in bytes.
 *
 * @param geometry granule and address size
 * @param start first byte of memory
 * @param end first byte after it
 * @param text {@code _text}
 * @param initBegin {@code __init_begin}
 * @param initEnd {@code __init_end}
 * @param bssStop {@code __bss_stop}
 * @param bootCpuBbml2 whether the boot CPU has BBML2
 * @param systemBbml2 whether the system has it
 * @param cpus CPUs online
 * @param nonGlobal whether kernel mappings carry nG
 * @param commandLine the kernel's command line
 */
public record RecordedMachine(
    Geometry geometry,
    long start,
    long end,
    long text,
    long initBegin,
    long initEnd,
    long bssStop,
    boolean bootCpuBbml2,
    boolean systemBbml2,
    int cpus,
    boolean nonGlobal,
    String commandLine) {

  /** {@code _stext} follows the image header, which is padded to the largest segment alignment. */
  private static final long HEADER_BYTES = 0x10000;

  /** The same machine as a program would ask for it, booted. */
  public MachineConfig config() {
    return new MachineConfig(
        geometry,
        List.of(new Bank(start, end - start)),
        new KernelImage(text, text + HEADER_BYTES, initBegin, initEnd, bssStop),
        bbml2(),
        cpus,
        rodata(),
        commandLine.contains("kfence.sample_interval=0") ? Kfence.LATE : Kfence.NONE,
        commandLine.contains("debug_pagealloc=on"),
        false,
        nonGlobal,
        false,
        TablePlacement.APART,
        Stage.BOOTED);
  }

  private Bbml2 bbml2() {
    if (systemBbml2) {
      return Bbml2.ALL;
    }
    return bootCpuBbml2 ? Bbml2.BOOT : Bbml2.NONE;
  }

  private Rodata rodata() {
    if (commandLine.contains("rodata=noalias")) {
      return Rodata.NOALIAS;
    }
    return commandLine.contains("rodata=off") ? Rodata.OFF : Rodata.FULL;
  }
}
