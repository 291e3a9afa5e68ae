package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineEvents.Lock;

/** A late pool takes the marks off everything around it; what is outside gets them back. */
public class CollapsingKfencePool extends KfencePool {

  private final Collapser collapser;

  /** Creates what starts and serves the pool. */
  public CollapsingKfencePool(
      Kernel kernel,
      Frames frames,
      RangeToPages toPages,
      PageAttributes attributes,
      Collapser collapser) {
    super(kernel, frames, toPages, attributes);
    this.collapser = collapser;
  }

  @Override
  protected int mapAsPages(long start, long end) {
    int result = super.mapAsPages(start, end);
    collapseAround(start, end);
    return result;
  }

  @Override
  protected void forgetPool() {
    long start = kernel.linearVa(kernel.boot.kfencePoolPfn);
    super.forgetPool();
    collapseAround(start, start + (kernel.kfencePages() << kernel.geometry.pageShift()));
  }

  private void collapseAround(long start, long end) {
    if (kernel.boot.linearMapRequiresBbml2) {
      long bytes = largestSplit();
      long to = Math.min(Geometry.alignUp(end, bytes), kernel.geometry.linearEnd());
      kernel.lock(Lock.SPLIT);
      collapser.around(Geometry.alignDown(start, bytes), to);
      kernel.unlock(Lock.SPLIT);
    }
  }

  /** Bytes of the largest leaf that the pool may have been a part of. */
  private long largestSplit() {
    Geometry geometry = kernel.geometry;
    return geometry.leafAllowed(Geometry.PUD)
        ? geometry.bytes(Geometry.PUD)
        : geometry.bytes(Geometry.PMD) * geometry.contPmds();
  }
}
