package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.StateDigest;

/** The facts that change while a machine boots, each with the value it had when boot was over. */
public final class BootState {

  /** The page allocator owns memory; before that, tables come from memblock. */
  public boolean memoryManaged;

  /** CPU features are agreed on by all CPUs. */
  public boolean finalized;

  /** All CPUs have BBML2; meaningful once finalised. */
  public boolean systemBbml2;

  /** Every CPU that came up so far has BBML2. */
  public boolean onlineBbml2;

  /** CPUs that are up. */
  public int onlineCpus;

  /** The linear map has blocks that must be split to be changed. */
  public boolean linearMapRequiresBbml2;

  /** mark_rodata_ro() was called. */
  public boolean rodataMarked;

  /** First frame of the KFENCE pool, or -1. */
  public long kfencePoolPfn = -1;

  private BootState image;

  void freeze() {
    image = new BootState();
    image.assign(this);
  }

  void reset() {
    assign(image);
  }

  void digest(StateDigest digest) {
    digest.add(memoryManaged);
    digest.add(finalized);
    digest.add(systemBbml2);
    digest.add(onlineBbml2);
    digest.add(onlineCpus);
    digest.add(linearMapRequiresBbml2);
    digest.add(rodataMarked);
    digest.add(kfencePoolPfn);
  }

  private void assign(BootState other) {
    memoryManaged = other.memoryManaged;
    finalized = other.finalized;
    systemBbml2 = other.systemBbml2;
    onlineBbml2 = other.onlineBbml2;
    onlineCpus = other.onlineCpus;
    linearMapRequiresBbml2 = other.linearMapRequiresBbml2;
    rodataMarked = other.rodataMarked;
    kfencePoolPfn = other.kfencePoolPfn;
  }
}
