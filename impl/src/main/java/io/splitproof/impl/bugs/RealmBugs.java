package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.Realm;
import io.splitproof.oracle.arch.Descriptor;
import java.util.List;

/** Mistakes when a realm shares memory with its host. */
final class RealmBugs {

  private RealmBugs() {}

  static List<KnownBug> all() {
    return List.of(
        neverSplitEarly(),
        changedLive(),
        notFlushed(),
        staysShared(),
        hostToldFirst(),
        unreported());
  }

  /** Before capabilities are final nothing is split, so part of a block cannot be shared. */
  private static KnownBug neverSplitEarly() {
    return new Bug(
        "realm-shares-before-capabilities",
        "result",
        "report of March 2026: set_memory_decrypted() of 16 pages warns and leaks them") {
      @Override
      protected LeafSplitter splitter(Kernel kernel) {
        return new LeafSplitter(kernel) {
          @Override
          protected int refusalWhileBooting() {
            return 0;
          }
        };
      }
    };
  }

  /** The shared bit changes while the page is valid. */
  private static KnownBug changedLive() {
    return new Bug(
        "realm-changes-shared-bit-live",
        "bbm",
        "mistake around PTE_PRESENT_INVALID in __set_memory_enc_dec()") {
      @Override
      protected Realm realm(Kernel kernel, PageAttributes attributes) {
        return new Realm(kernel, attributes) {
          @Override
          protected int breakMapping(long va, long bytes, long set, long clear) {
            long shared = set & Descriptor.NS_SHARED;
            return attributes.change(va, bytes, shared, clear & Descriptor.NS_SHARED);
          }
        };
      }
    };
  }

  /** The page changes hands while TLBs still know it. */
  private static KnownBug notFlushed() {
    return new Bug(
        "realm-break-not-flushed",
        "bbm",
        "mistake around flush_tlb_kernel_range() in __set_memory_enc_dec()") {
      @Override
      protected Realm realm(Kernel kernel, PageAttributes attributes) {
        return new Realm(kernel, attributes) {
          @Override
          protected int breakMapping(long va, long bytes, long set, long clear) {
            return attributes.update(va, bytes, set, clear);
          }
        };
      }
    };
  }

  /** Memory taken back from the host is reached as if it were shared. */
  private static KnownBug staysShared() {
    return new Bug(
        "realm-encrypted-keeps-shared-bit",
        "permission",
        "mistake around PROT_NS_SHARED in __set_memory_enc_dec()") {
      @Override
      protected Realm realm(Kernel kernel, PageAttributes attributes) {
        return new Realm(kernel, attributes) {
          @Override
          protected int breakMapping(long va, long bytes, long set, long clear) {
            return super.breakMapping(va, bytes, set, clear & ~Descriptor.NS_SHARED);
          }
        };
      }
    };
  }

  /** The host is told before the page has been taken out of the map. */
  private static KnownBug hostToldFirst() {
    return new Bug(
        "realm-tells-host-first",
        "live",
        "mistake around the order in __set_memory_enc_dec()") {
      @Override
      protected Realm realm(Kernel kernel, PageAttributes attributes) {
        return new Realm(kernel, attributes) {
          @Override
          protected int breakMapping(long va, long bytes, long set, long clear) {
            boolean shared = (set & Descriptor.NS_SHARED) != 0;
            kernel.events().hostTold(va, va + bytes, shared);
            return super.breakMapping(va, bytes, set, clear);
          }
        };
      }
    };
  }

  /** Pages are lost, and nobody is told. */
  private static KnownBug unreported() {
    return new Bug(
        "realm-leaks-without-warning",
        "result",
        "mistake around WARN() in realm_set_memory_decrypted()") {
      @Override
      protected Realm realm(Kernel kernel, PageAttributes attributes) {
        return new Realm(kernel, attributes) {
          @Override
          protected void failed() {}
        };
      }
    };
  }
}
