package io.splitproof.impl.linux;

/**
 * Linux 7.2 that hands out the same frames as an executor of the real one does: none of the first
 * 64 KiB of memory, as a process has nothing at the addresses that are theirs there.
 */
public final class Linux72Hosted extends Linux72 {

  private static final long NEVER_MAPPED_BYTES = 1 << 16;

  @Override
  protected Boot boot(
      Kernel kernel, LinearMap linearMap, Repaint repaint, KfencePool kfence) {
    return new Boot(kernel, linearMap, repaint, kfence) {
      @Override
      protected void reserve() {
        long first = kernel.config.memstart() >>> kernel.geometry.pageShift();
        long frames = NEVER_MAPPED_BYTES >>> kernel.geometry.pageShift();
        kernel.frames.reserve(first, first + frames);
      }
    };
  }
}
