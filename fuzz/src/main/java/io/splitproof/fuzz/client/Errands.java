package io.splitproof.fuzz.client;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.FlushTlbKernelRange;
import io.splitproof.oracle.contract.Operation.FreePages;
import io.splitproof.oracle.contract.Operation.KfenceProtect;
import io.splitproof.oracle.contract.Operation.SetDirectMap;
import io.splitproof.oracle.contract.Operation.Use;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Outcome;

/** What clients call, in the kernel's order. */
final class Errands {

  private Errands() {}

  static int run(Client client, Calls calls) {
    if (client instanceof Client.Start it) {
      return it.kind().hasBlock() ? hide(it, calls) : CodeErrands.start(it, calls);
    } else if (client instanceof Client.End it) {
      return end(it, calls);
    } else if (client instanceof Client.Walk it) {
      return walk(it, calls);
    }
    Client.Kfence it = (Client.Kfence) client;
    return kfence(it, calls);
  }

  private static int end(Client.End client, Calls calls) {
    return switch (client.kind()) {
      case MODULE -> CodeErrands.unload(client.object(), calls);
      case SECRETMEM, GUEST_MEMORY -> show(client, calls);
      default -> {
        for (int i = 0; i < client.kind().areas(); i++) {
          calls.call(new Vfree(client.object() + i));
        }
        yield 0;
      }
    };
  }

  /**
   * Pages are allocated and leave the linear map, one with a flush of its own, many by the call
   * that flushes.
   *
   * <p>Source: Linux 7.2 {@code mm/secretmem.c}, secretmem_fault; the series that takes the memory
   * of guests out of the linear map ({@code virt/kvm/guest_memfd.c}), which does the same to whole
   * folios with set_direct_map_valid_noflush.
   */
  private static int hide(Client.Start client, Calls calls) {
    int block = client.object();
    int error = calls.call(new AllocPages(block, client.pages(), client.placement()));
    if (error != 0) {
      return error;
    }
    Address first = Address.block(block, 0);
    boolean secret = client.kind() == ClientKind.SECRETMEM;
    DirectMap state = secret ? DirectMap.INVALID : DirectMap.VALID_OFF;
    error = calls.call(new SetDirectMap(state, first, client.pages()));
    if (error != 0) {
      calls.call(new FreePages(block));
      return error;
    }
    return calls.call(new FlushTlbKernelRange(first, client.pages()));
  }

  /**
   * Pages come back into the linear map and go back to the allocator. secretmem does not look at
   * the result: what it undoes has split before. Guest memory that cannot be put right is kept.
   *
   * <p>Source: Linux 7.2 {@code mm/secretmem.c}, secretmem_free_folio; as above.
   */
  private static int show(Client.End client, Calls calls) {
    int block = client.object();
    Address first = Address.block(block, 0);
    if (client.kind() == ClientKind.SECRETMEM) {
      calls.call(new SetDirectMap(DirectMap.DEFAULT, first, 1));
    } else {
      int error = calls.call(new SetDirectMap(DirectMap.VALID_ON, first, client.pages()));
      if (error != 0) {
        return error;
      }
    }
    return calls.call(new FreePages(block));
  }

  /**
   * An object is on every other page from the third on. It was protected when it was last freed.
   *
   * <p>Source: Linux 7.2 {@code mm/kfence/core.c}, kfence_guarded_alloc, kfence_guarded_free.
   */
  private static int kfence(Client.Kfence client, Calls calls) {
    return calls.call(new KfenceProtect(2 * (client.object() + 1), !client.alloc()));
  }

  private static int walk(Client.Walk client, Calls calls) {
    long page = calls.config().geometry().pageBytes();
    int pages = Math.min(client.pages(), Client.Walk.MOST_PAGES);
    int error = 0;
    for (int i = 0; i < pages && error == 0; i++) {
      Address at = shifted(client.address(), i * page);
      error = client.kind() == WalkKind.HIBERNATION ? copy(at, calls) : execute(at, calls);
    }
    return error;
  }

  private static Address shifted(Address address, long bytes) {
    return new Address(address.base(), address.object(), address.offset() + bytes);
  }

  /**
   * A page that faults is mapped, copied and unmapped again.
   *
   * <p>Source: {@code kernel/power/snapshot.c}, safe_copy_page, hibernate_map_page,
   * hibernate_unmap_page.
   */
  private static int copy(Address named, Calls calls) {
    boolean area = named.base() == Address.Base.AREA;
    Address page = area ? Address.backing(named.object(), named.offset()) : named;
    int error = calls.call(new Access(0, page, Use.READ));
    if (error != Outcome.EFAULT) {
      return error;
    }
    error = calls.call(new SetDirectMap(DirectMap.DEFAULT, page, 1));
    if (error != 0) {
      return error;
    }
    calls.call(new Access(0, page, Use.READ));
    error = calls.call(new SetDirectMap(DirectMap.INVALID, page, 1));
    calls.call(new FlushTlbKernelRange(page, 1));
    return error;
  }

  /**
   * A program was written through another mapping, a fixmap page, which the model has not; what
   * can be asked is that the pack itself does not let one write, and that it executes.
   *
   * <p>Source: {@code kernel/bpf/core.c}, bpf_prog_pack_alloc, bpf_arch_text_copy.
   */
  private static int execute(Address at, Calls calls) {
    int written = calls.call(new Access(0, at, Use.WRITE));
    return written == Calls.NOT_MADE ? written : calls.call(new Access(0, at, Use.FETCH));
  }
}
