package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.client.Calls;
import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.fuzz.client.KprobeHabit;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Modules that come and go, by the calls that the kernel's module loader makes. The frames of a
 * module follow each other from a place on that is drawn uniformly over memory; {@value #LOADED}
 * are loaded at a time, and the oldest goes first.
 */
final class ModuleTraffic {

  /** Modules loaded at a time. */
  static final int LOADED = 4;

  /** Pages in the largest text. */
  static final int MOST_TEXT = 64;

  /** Pages in the largest data, and in the largest read-only data. */
  static final int MOST_DATA = 16;

  private final Machine machine;
  private final Calls calls;
  private final Bank memory;
  private final int pageShift;
  private final RandomGenerator random;
  private int loads;

  /** On a machine that has just booted, with one piece of memory. */
  ModuleTraffic(Machine machine, long seed) {
    this.machine = machine;
    this.calls = Calls.on(machine, KprobeHabit.PROTECTED_OR_FREED);
    this.memory = machine.config().banks().get(0);
    this.pageShift = machine.config().geometry().pageShift();
    this.random = new Well19937c(seed);
  }

  /** Loads a module, after unloading the oldest if there are as many as may be. */
  void cycle() {
    int area = loads % LOADED * ClientKind.MODULE.areas();
    if (loads >= LOADED) {
      unload(area);
    }
    loads++;
    int text = 1 + random.nextInt(MOST_TEXT);
    int rodata = 1 + random.nextInt(MOST_DATA);
    int data = 1 + random.nextInt(MOST_DATA);
    long pfn = memory.start() + (long) (random.nextDouble() * memory.bytes()) >>> pageShift;
    run(Client.Start.module(area, text, rodata, data, new Placement.Near(pfn, 1)));
  }

  /** Unloads all modules, and has all address ranges invalidated that were put off. */
  void end() {
    for (int slot = 0; slot < Math.min(loads, LOADED); slot++) {
      unload(slot * ClientKind.MODULE.areas());
    }
    loads = 0;
    machine.apply(new Operation.VmUnmapAliases());
  }

  private void unload(int area) {
    run(Client.End.of(ClientKind.MODULE, area, 0));
  }

  private void run(Client client) {
    int status = client.run(calls);
    if (status != 0) {
      throw new AssertionError(client + " failed with " + status);
    }
  }
}
