package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Warning;

/**
 * Shares pages of a realm with its host, or takes them back.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/pageattr.c}, __set_memory_enc_dec.
 */
public class Realm {

  /** The kernel that is a realm. */
  protected final Kernel kernel;

  /** Changes the entries. */
  protected final PageAttributes attributes;

  /** Creates what shares pages with the host. */
  public Realm(Kernel kernel, PageAttributes attributes) {
    this.kernel = kernel;
    this.attributes = attributes;
  }

  /** set_memory_encrypted or set_memory_decrypted. Break first, so that nothing stale is used. */
  final int set(long va, int pages, boolean encrypted) {
    if (!kernel.config.realm()) {
      return 0;
    }
    int result = change(va, pages, encrypted);
    if (result != 0) {
      failed();
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
    int result = breakMapping(va, bytes, set, clear);
    if (result != 0) {
      return result;
    }
    kernel.events().hostTold(va, va + bytes, !encrypted);
    return attributes.setMemoryValid(va, pages, true);
  }

  /** Changes the shared bit of pages that nobody can reach meanwhile, not even by a TLB. */
  protected int breakMapping(long va, long bytes, long set, long clear) {
    return attributes.change(va, bytes, set, clear);
  }

  /** Nobody can tell any more whose the pages are: they are lost. */
  protected void failed() {
    kernel.warn(Warning.REALM_PAGES_LEAKED);
  }
}
