package io.splitproof.impl.linux;

/** The facts that change while a machine boots, each with the value it had when boot was over. */
final class BootState {

  /** The page allocator owns memory; before that, tables come from memblock. */
  boolean memoryManaged;

  /** CPU features are agreed on by all CPUs. */
  boolean finalized;

  /** All CPUs have BBML2; meaningful once finalised. */
  boolean systemBbml2;

  /** Every CPU that came up so far has BBML2. */
  boolean onlineBbml2;

  int onlineCpus;

  /** The linear map has blocks that must be split to be changed. */
  boolean linearMapRequiresBbml2;

  boolean rodataMarked;

  /** First frame of the KFENCE pool, or -1. */
  long kfencePoolPfn = -1;

  private BootState image;

  void freeze() {
    image = new BootState();
    image.assign(this);
  }

  void reset() {
    assign(image);
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
