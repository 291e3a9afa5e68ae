package io.splitproof.impl;

import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;

/** One implementation under judgement, by name. */
public interface Variant {

  /** The name users give, for example {@code linux-7.2}. */
  String name();

  /** What it is and where it comes from, in one line. */
  String provenance();

  /** What the judge must know of it before it boots; Linux 7.2's unless it says otherwise. */
  default Design design() {
    return Design.LINUX_7_2;
  }

  /**
   * Whether it can be booted on such a machine: of its architecture, arm64 unless it says
   * otherwise, with the CPUs it asks for. Nobody boots it on another.
   */
  default boolean runsOn(MachineConfig config) {
    return !config.geometry().isX86();
  }

  /**
   * Whether {@code alloc_insn_page()} calls {@code set_memory_rox()} on the page it got for
   * kprobes. A system that does not leaves the page's linear alias writable.
   */
  default boolean makesKprobesPagesRox() {
    return true;
  }

  /**
   * Whether it then looks at what {@code set_memory_rox()} returned, and gives the page back if
   * that failed.
   */
  default boolean checksKprobesPages() {
    return true;
  }

  /**
   * Boots a machine.
   *
   * @param config what to boot, one it {@link #runsOn}
   * @param events who listens, from the first operation on
   * @return the machine at the moment the program's first operation may run
   */
  Machine boot(MachineConfig config, MachineEvents events);

  /**
   * Boots a machine under somebody's eyes. A variant that does not override this boots in silence.
   *
   * @param booting who hears what boot itself does
   * @param events who listens, from the first operation on
   */
  default Machine boot(MachineConfig config, MachineEvents booting, MachineEvents events) {
    return boot(config, events);
  }
}
