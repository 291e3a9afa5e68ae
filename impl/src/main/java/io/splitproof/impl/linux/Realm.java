package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Shares pages of a realm with its host, or takes them back.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, __set_memory_enc_dec.
 */
final class Realm {

  private final Kernel kernel;
  private final PageAttributes attributes;

  Realm(Kernel kernel, PageAttributes attributes) {
    this.kernel = kernel;
    this.attributes = attributes;
  }

  /** set_memory_encrypted or set_memory_decrypted. Break first, so that nothing stale is used. */
  int set(long va, int pages, boolean encrypted) {
    if (!kernel.config.realm()) {
      return 0;
    }
    int result = change(va, pages, encrypted);
    if (result != 0) {
      kernel.warn(Warning.REALM_PAGES_LEAKED);
    }
    return result;
  }

  private int change(long va, int pages, boolean encrypted) {
    if (!kernel.geometry.inLinearMap(va)) {
      return Outcome.EINVAL;
    }
    long bytes = kernel.geometry.pageBytes() * pages;
    long set = attributes.invalidSet() | (encrypted ? 0 : Descriptor.NS_SHARED);
    long clear = attributes.invalidClear() | (encrypted ? Descriptor.NS_SHARED : 0);
    int result = attributes.change(va, bytes, set, clear);
    return result != 0 ? result : attributes.setMemoryValid(va, pages, true);
  }
}
