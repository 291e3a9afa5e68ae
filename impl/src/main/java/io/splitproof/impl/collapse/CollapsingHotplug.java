package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.Hotplug;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.oracle.contract.MachineEvents.Lock;

/**
 * Memory comes and goes while no leaf grows. What one call adds can be taken away again: nothing
 * grows across its ends.
 */
public class CollapsingHotplug extends Hotplug {

  private final CollapsingKernel kernel;

  /** Creates what adds and removes memory. */
  public CollapsingHotplug(CollapsingKernel kernel, MappingBuilder mappings) {
    super(kernel, mappings);
    this.kernel = kernel;
  }

  @Override
  protected int map(long pa, long bytes) {
    kernel.lock(Lock.SPLIT);
    keepEnds(kernel.config.linearVa(pa), bytes);
    int result = super.map(pa, bytes);
    kernel.unlock(Lock.SPLIT);
    return result;
  }

  /** What comes is no part of what is there. */
  protected void keepEnds(long va, long bytes) {
    kernel.keepEnd(va);
    kernel.keepEnd(va + bytes);
  }

  /** No leaf grows across an end between the check and the removal. */
  @Override
  protected int removeUncut(long pa, long bytes) {
    kernel.lock(Lock.SPLIT);
    int result = super.removeUncut(pa, bytes);
    kernel.unlock(Lock.SPLIT);
    return result;
  }

  @Override
  protected void takeAway(long pa, long bytes) {
    super.takeAway(pa, bytes);
    long va = kernel.config.linearVa(pa);
    kernel.forgetEnds(va, va + bytes);
  }
}
