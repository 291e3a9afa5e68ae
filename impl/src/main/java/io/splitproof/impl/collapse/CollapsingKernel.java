package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.Kernel;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.StateDigest;
import java.util.TreeSet;

/** A kernel that remembers where no leaf may grow across. */
public class CollapsingKernel extends Kernel {

  /** Linear addresses that stay ends of leaves. */
  private final TreeSet<Long> ends = new TreeSet<>();

  /** Creates a kernel that has not booted yet. */
  public CollapsingKernel(MachineConfig config) {
    super(config);
    keepEndsOfImage();
  }

  /** The image becomes read-only in parts, in place, without a split. */
  private void keepEndsOfImage() {
    KernelImage image = config.kernel();
    keepEnd(config.linearVa(image.text()));
    keepEnd(config.linearVa(Geometry.alignUp(image.initBegin(), geometry.pageBytes())));
    keepEnd(config.linearVa(image.initEnd()));
    keepEnd(config.linearVa(Geometry.alignUp(image.bssStop(), geometry.pageBytes())));
  }

  @Override
  protected void reset() {
    super.reset();
    ends.clear();
    keepEndsOfImage();
  }

  @Override
  protected void digest(StateDigest digest) {
    super.digest(digest);
    ends.forEach(digest::add);
    digest.add(ends.size());
  }

  /** Whether the linear map may have leaves that are to be split, and grow, when it changes. */
  public final boolean isCollapsed() {
    return boot.linearMapRequiresBbml2;
  }

  /**
   * Only pages while nothing is known of the other CPUs, unless nobody will ever change the map.
   */
  @Override
  public boolean forcePteMapping() {
    boolean allHaveBbml2 = boot.finalized && boot.systemBbml2;
    return config.debugPagealloc() || canSetDirectMap() && !allHaveBbml2;
  }

  /** From now on no leaf grows across {@code va}. */
  public final void keepEnd(long va) {
    ends.add(va);
  }

  /** Leaves may grow across the addresses from {@code start} to {@code last} again. */
  public final void forgetEnds(long start, long last) {
    ends.subSet(start, true, last, true).clear();
  }

  /** Whether [{@code start}, {@code end}) may be one leaf. */
  public boolean mayBeOneLeaf(long start, long end) {
    Long next = ends.higher(start);
    return (next == null || next >= end) && !touchesKfencePool(start, end);
  }

  /** Whether any of it is in the KFENCE pool, whose pages change from atomic context. */
  protected boolean touchesKfencePool(long start, long end) {
    if (boot.kfencePoolPfn < 0) {
      return false;
    }
    long pool = linearVa(boot.kfencePoolPfn);
    return start < pool + (kfencePages() << geometry.pageShift()) && end > pool;
  }
}
