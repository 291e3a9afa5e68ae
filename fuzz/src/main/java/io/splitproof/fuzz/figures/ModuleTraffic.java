package io.splitproof.fuzz.figures;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Modules that come and go. A module is three areas that are reset when they are freed: text, made
 * read-only and executable; read-only data; data. Each lies in one run of frames at a place drawn
 * uniformly over memory, {@value #LOADED} modules are loaded at a time, the oldest goes first.
 */
final class ModuleTraffic {

  /** Modules loaded at a time. */
  static final int LOADED = 4;

  /** Pages in the largest text. */
  static final int MOST_TEXT = 64;

  /** Pages in the largest data, of either kind. */
  static final int MOST_DATA = 16;

  private static final int PARTS = 3;

  private final Machine machine;
  private final Bank memory;
  private final int pageShift;
  private final RandomGenerator random;
  private int loads;

  /** On a machine that has just booted, with one piece of memory. */
  ModuleTraffic(Machine machine, long seed) {
    this.machine = machine;
    this.memory = machine.config().banks().get(0);
    this.pageShift = machine.config().geometry().pageShift();
    this.random = new Well19937c(seed);
  }

  /** Loads a module, after unloading the oldest if there are as many as may be. */
  void cycle() {
    int slot = loads % LOADED;
    if (loads >= LOADED) {
      unload(slot);
    }
    loads++;
    int first = slot * PARTS;
    load(first, 1 + random.nextInt(MOST_TEXT), Permission.ROX);
    load(first + 1, 1 + random.nextInt(MOST_DATA), Permission.RO);
    load(first + 2, 1 + random.nextInt(MOST_DATA), null);
  }

  /** Unloads all modules, and has all address ranges invalidated that were put off. */
  void end() {
    for (int slot = 0; slot < Math.min(loads, LOADED); slot++) {
      unload(slot);
    }
    loads = 0;
    apply(new Operation.VmUnmapAliases());
  }

  private void load(int area, int pages, Permission permission) {
    long pfn = memory.start() + (long) (random.nextDouble() * memory.bytes()) >>> pageShift;
    Placement near = new Placement.Near(pfn, 1);
    apply(new Operation.Vmalloc(area, pages, AreaKind.VMALLOC, true, near));
    if (permission != null) {
      apply(new Operation.SetMemory(permission, Address.area(area, 0), pages));
    }
  }

  private void unload(int slot) {
    for (int part = 0; part < PARTS; part++) {
      apply(new Operation.Vfree(slot * PARTS + part));
    }
  }

  private void apply(Operation operation) {
    int status = machine.apply(operation).status();
    if (status != 0) {
      throw new AssertionError(operation + " failed with " + status);
    }
  }
}
