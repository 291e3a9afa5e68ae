package io.splitproof.fuzz.client;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.SetMemory;
import io.splitproof.oracle.contract.Operation.Vfree;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Placement;

/**
 * What clients with code call. Every execmem allocation has VM_FLUSH_RESET_PERMS, and is changed
 * whole or not at all.
 *
 * <p>Source: Linux 7.2 {@code mm/execmem.c}, execmem_alloc.
 */
final class CodeErrands {

  private CodeErrands() {}

  static int start(Client.Start client, Calls calls) {
    int area = client.object();
    return switch (client.kind()) {
      case MODULE -> load(client, calls);
      case BPF_DISPATCHER -> dispatcher(client, calls);
      case KPROBE -> kprobe(client, calls);
      default -> {
        int error = allocate(area, client.pages(), AreaKind.VMALLOC, client.placement(), calls);
        yield error != 0 ? error : protect(area, client.pages(), calls);
      }
    };
  }

  private static int allocate(
      int area, int pages, AreaKind kind, Placement placement, Calls calls) {
    return calls.call(new Vmalloc(area, pages, kind, true, placement));
  }

  private static int set(Permission permission, int area, int pages, Calls calls) {
    return calls.call(new SetMemory(permission, Address.area(area, 0), pages));
  }

  /**
   * All of an area becomes read-only and executable, or it is freed.
   *
   * <p>Source: {@code kernel/bpf/core.c}, alloc_new_pack; {@code kernel/bpf/trampoline.c},
   * arch_protect_bpf_trampoline.
   */
  private static int protect(int area, int pages, Calls calls) {
    int error = set(Permission.ROX, area, pages, calls);
    if (error != 0) {
      calls.call(new Vfree(area));
    }
    return error;
  }

  /**
   * The regions are allocated in the order text, data, rodata, and those it has are freed in the
   * opposite order if one cannot be had. Then rodata becomes read-only, data stays as it is, text
   * is made executable last.
   *
   * <p>Source: {@code kernel/module/main.c}, move_module, complete_formation; {@code
   * kernel/module/strict_rwx.c}.
   */
  private static int load(Client.Start module, Calls calls) {
    int text = module.object();
    int[] areas = {text, text + 2, text + 1};
    int[] pages = {module.pages(), module.data(), module.rodata()};
    int before = 0;
    for (int i = 0; i < areas.length; i++) {
      Placement where = after(module.placement(), before);
      int error =
          pages[i] == 0 ? 0 : allocate(areas[i], pages[i], AreaKind.VMALLOC, where, calls);
      if (error != 0) {
        for (int j = i - 1; j >= 0; j--) {
          free(areas[j], pages[j], calls);
        }
        return error;
      }
      before += pages[i];
    }
    int error = form(module, calls);
    if (error != 0) {
      free(text, module.pages(), calls);
      free(text + 1, module.rodata(), calls);
      free(text + 2, module.data(), calls);
    }
    return error;
  }

  private static void free(int area, int pages, Calls calls) {
    if (pages != 0) {
      calls.call(new Vfree(area));
    }
  }

  private static int form(Client.Start module, Calls calls) {
    int text = module.object();
    int error = 0;
    if (module.rodata() != 0 && calls.config().rodata() != Rodata.OFF) {
      error = set(Permission.RO, text + 1, module.rodata(), calls);
    }
    if (error == 0 && module.data() != 0) {
      error = set(Permission.NX, text + 2, module.data(), calls);
    }
    if (error == 0 && module.rodata() != 0) {
      error = set(Permission.NX, text + 1, module.rodata(), calls);
    }
    if (error == 0 && module.pages() != 0) {
      error = set(Permission.ROX, text, module.pages(), calls);
    }
    return error;
  }

  /**
   * The region that the module itself lives in, data, goes last.
   *
   * <p>Source: {@code kernel/module/main.c}, free_mod_mem.
   */
  static int unload(int text, Calls calls) {
    for (int area = text; area < text + ClientKind.MODULE.areas(); area++) {
      calls.call(new Vfree(area));
    }
    return 0;
  }

  /**
   * A page to execute, and one to write the next image in, which is reset at vfree though nobody
   * ever changes it.
   *
   * <p>Source: {@code kernel/bpf/dispatcher.c}, bpf_dispatcher_change_prog; the v7 thread (seed
   * 001) on who keeps to the contract.
   */
  private static int dispatcher(Client.Start client, Calls calls) {
    int image = client.object();
    Placement where = client.placement();
    int error = allocate(image, 1, AreaKind.VMALLOC, where, calls);
    error = error != 0 ? error : protect(image, 1, calls);
    if (error != 0) {
      return error;
    }
    error = allocate(image + 1, 1, AreaKind.VMALLOC, after(where, 1), calls);
    if (error != 0) {
      calls.call(new Vfree(image));
    }
    return error;
  }

  /** Source: arm64 {@code kernel/probes/kprobes.c}, alloc_insn_page. */
  private static int kprobe(Client.Start client, Calls calls) {
    int area = client.object();
    int error = allocate(area, 1, AreaKind.KPROBES, client.placement(), calls);
    if (error != 0) {
      return error;
    }
    return switch (calls.kprobes()) {
      case LEFT -> 0;
      case PROTECTED -> {
        set(Permission.ROX, area, 1, calls);
        yield 0;
      }
      case PROTECTED_OR_FREED -> protect(area, 1, calls);
    };
  }

  /** Where the frames after the first {@code pages} come from. */
  private static Placement after(Placement placement, int pages) {
    if (placement instanceof Placement.Lent lent) {
      long page = lent.page() + (long) pages * Math.max(1, lent.stride());
      return new Placement.Lent(lent.block(), (int) page, lent.stride());
    }
    return placement;
  }
}
