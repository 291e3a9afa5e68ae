package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;

/**
 * Tables of a kernel whose {@code mark_rodata_ro} hides the linear alias of the image's data (since
 * Linux 7.3, {@code mark_linear_data_alias_valid} in mmu.c), as those of one that makes it
 * read-only: that is what recordings show. Only entries that are invalid, and whose output is the
 * image's data, are shown otherwise.
 */
record DataAlias(MachineConfig config, DescriptorMemory memory) implements DescriptorMemory {

  private static final long WRITABLE = Descriptor.DBM | Descriptor.ATTR_INDEX_MASK;

  /** The tables of {@code machine} as a recording would show them. */
  static DescriptorMemory asRecorded(Machine machine, Design design) {
    return design.hidesData()
        ? new DataAlias(machine.config(), machine.memory())
        : machine.memory();
  }

  @Override
  public long read(long pa) {
    long descriptor = memory.read(pa);
    boolean hidden =
        (descriptor & (Descriptor.PRESENT_INVALID | Descriptor.VALID))
            == Descriptor.PRESENT_INVALID;
    if (!hidden || !isData(Descriptor.address(descriptor, config.geometry().pageShift()))) {
      return descriptor;
    }
    long shown = descriptor & ~(WRITABLE | Descriptor.PRESENT_INVALID);
    return shown
        | Descriptor.VALID
        | Descriptor.READ_ONLY
        | (config.nonGlobal() ? Descriptor.NOT_GLOBAL : 0);
  }

  private boolean isData(long pa) {
    MachineConfig.KernelImage image = config.kernel();
    return pa >= image.initEnd() && pa < image.bssStop();
  }
}
