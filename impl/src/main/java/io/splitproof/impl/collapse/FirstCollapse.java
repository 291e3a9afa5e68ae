package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.impl.linux.Repaint;
import io.splitproof.oracle.contract.MachineEvents.Lock;

/** Where Linux 7.2 repaints a map of blocks to pages, a map of pages becomes one of blocks. */
public class FirstCollapse extends Repaint {

  private final Collapser collapser;

  /** Creates what collapses a kernel's linear map for the first time. */
  public FirstCollapse(Kernel kernel, RangeToPages toPages, Collapser collapser) {
    super(kernel, toPages);
    this.collapser = collapser;
  }

  /** Capabilities were finalised: with BBML2 everywhere, large leaves can be split when needed. */
  @Override
  protected void ifNeeded() {
    if (kernel.canSetDirectMap() && !kernel.forcePteMapping()) {
      kernel.boot.linearMapRequiresBbml2 = true;
      kernel.lock(Lock.SPLIT);
      collapser.everywhere();
      kernel.unlock(Lock.SPLIT);
    }
  }
}
