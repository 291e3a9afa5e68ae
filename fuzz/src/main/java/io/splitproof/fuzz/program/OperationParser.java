package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Operation.Use;
import io.splitproof.oracle.contract.Placement;
import java.util.List;

/** Reads one operation, written in the kernel's names. */
final class OperationParser {

  /** Every name an operation may begin with, besides {@code A0 =} and {@code B0 =}. */
  static final List<String> NAMES =
      List.of(
          "set_memory_ro",
          "set_memory_rw",
          "set_memory_x",
          "set_memory_nx",
          "set_memory_rox",
          "set_memory_valid",
          "set_memory_4k",
          "set_direct_map_invalid_noflush",
          "set_direct_map_default_noflush",
          "set_direct_map_valid_noflush",
          "split_kernel_leaf_mapping",
          "vfree",
          "vm_unmap_aliases",
          "free_pages",
          "set_memory_encrypted",
          "set_memory_decrypted",
          "add_memory",
          "offline_and_remove_memory",
          "arch_remove_memory",
          "mark_rodata_ro",
          "kfence_init",
          "kfence_protect",
          "kfence_unprotect",
          "cpu_up",
          "finalize_capabilities",
          "kernel_map_pages",
          "flush_tlb_kernel_range",
          "access");

  private static final String ALLOCATORS =
      "one of vmalloc, vmalloc_huge, execmem_kprobes, vmalloc_exec, vmap, "
          + String.join(", ", ClientText.starts(false));
  private static final String BLOCKS =
      "one of alloc_pages, " + String.join(", ", ClientText.starts(true));
  private static final String PAGES = "a number of pages";
  private static final String ACCESS = "access cpu 1 A0[3] r";

  private final Operands operands;
  private final Tokens tokens;

  OperationParser(Operands operands, Tokens tokens) {
    this.operands = operands;
    this.tokens = tokens;
  }

  /** Takes an operation with its operands. */
  Operation parse() {
    String word = tokens.take("an operation");
    if (tokens.accept("=")) {
      return word.startsWith("B") ? block(word) : area(tokens.object(word, 'A'));
    }
    return switch (word) {
      case "set_memory_ro" -> setMemory(Permission.RO);
      case "set_memory_rw" -> setMemory(Permission.RW);
      case "set_memory_x" -> setMemory(Permission.X);
      case "set_memory_nx" -> setMemory(Permission.NX);
      case "set_memory_rox" -> setMemory(Permission.ROX);
      case "set_memory_4k" -> new Operation.SetMemory4k(operands.address(tokens), pages());
      case "set_memory_valid" -> setMemoryValid();
      case "set_direct_map_invalid_noflush" -> setDirectMap(DirectMap.INVALID);
      case "set_direct_map_default_noflush" -> setDirectMap(DirectMap.DEFAULT);
      case "set_direct_map_valid_noflush" -> setDirectMapValid();
      case "split_kernel_leaf_mapping" -> split();
      case "vfree" -> new Operation.Vfree(tokens.object(tokens.take("an area"), 'A'));
      case "vm_unmap_aliases" -> new Operation.VmUnmapAliases();
      case "free_pages" -> new Operation.FreePages(tokens.object(tokens.take("a block"), 'B'));
      case "set_memory_encrypted" -> encrypted(true);
      case "set_memory_decrypted" -> encrypted(false);
      case "flush_tlb_kernel_range" ->
          new Operation.FlushTlbKernelRange(operands.address(tokens), pages());
      default -> machineOperation(word);
    };
  }

  private Operation machineOperation(String word) {
    return switch (word) {
      case "add_memory" -> new Operation.AddMemory(pa(), bytes());
      case "offline_and_remove_memory" -> new Operation.RemoveMemory(pa(), bytes());
      case "arch_remove_memory" -> new Operation.ArchRemoveMemory(pa(), bytes());
      case "mark_rodata_ro" -> new Operation.MarkRodataRo();
      case "kfence_init" -> new Operation.KfenceInit(Operands.placement(tokens));
      case "kfence_protect" -> new Operation.KfenceProtect(tokens.takeInt("a pool page"), true);
      case "kfence_unprotect" -> new Operation.KfenceProtect(tokens.takeInt("a pool page"), false);
      case "cpu_up" -> new Operation.CpuUp(either("a kind of CPU", "bbml2", "no-bbml2"));
      case "finalize_capabilities" -> new Operation.FinalizeCapabilities();
      case "kernel_map_pages" -> kernelMapPages();
      case "access" -> access();
      default -> client(word);
    };
  }

  private Operation client(String word) {
    Operation client = new ClientText(operands, tokens).parse(word);
    if (client == null) {
      String names = String.join(", ", NAMES) + ", " + String.join(", ", ClientText.NAMES);
      throw tokens.wrong(word, "an operation", "one of A0 = ..., B0 = ..., " + names);
    }
    return client;
  }

  private Operation block(String word) {
    int block = tokens.object(word, 'B');
    if (!tokens.accept("alloc_pages")) {
      String how = tokens.take(BLOCKS);
      Operation client = new ClientText(operands, tokens).parse(how, block, true);
      if (client == null) {
        throw tokens.wrong(how, "how a block is made", BLOCKS);
      }
      return client;
    }
    return new Operation.AllocPages(block, pages(), Operands.placement(tokens));
  }

  private Operation area(int area) {
    String word = tokens.take(ALLOCATORS);
    return switch (word) {
      case "vmalloc" -> vmalloc(area, AreaKind.VMALLOC);
      case "vmalloc_huge" -> vmalloc(area, AreaKind.HUGE);
      case "execmem_kprobes" -> vmalloc(area, AreaKind.KPROBES);
      case "vmalloc_exec" -> vmalloc(area, AreaKind.EXEC);
      case "vmap" -> new Operation.Vmap(area, pages(), Operands.placement(tokens));
      default -> clientArea(area, word);
    };
  }

  private Operation clientArea(int area, String word) {
    Operation client = new ClientText(operands, tokens).parse(word, area, false);
    if (client == null) {
      throw tokens.wrong(word, "how an area is made", ALLOCATORS);
    }
    return client;
  }

  private Operation vmalloc(int area, AreaKind kind) {
    int pages = pages();
    boolean reset = tokens.accept("reset");
    Placement placement = Operands.placement(tokens);
    return new Operation.Vmalloc(area, pages, kind, reset, placement);
  }

  private Operation setMemory(Permission permission) {
    return new Operation.SetMemory(permission, operands.address(tokens), pages());
  }

  private Operation setMemoryValid() {
    return new Operation.SetMemoryValid(operands.address(tokens), pages(), on());
  }

  /** Reads a one-page form; a count it does not use may follow. */
  private Operation setDirectMap(DirectMap state) {
    var address = operands.address(tokens);
    return new Operation.SetDirectMap(state, address, tokens.atEnd() ? 1 : pages());
  }

  private Operation setDirectMapValid() {
    var address = operands.address(tokens);
    int pages = pages();
    return new Operation.SetDirectMap(
        on() ? DirectMap.VALID_ON : DirectMap.VALID_OFF, address, pages);
  }

  private Operation split() {
    return new Operation.Split(operands.address(tokens), bytes());
  }

  private Operation encrypted(boolean encrypted) {
    return new Operation.SetMemoryEncrypted(operands.address(tokens), pages(), encrypted);
  }

  private Operation kernelMapPages() {
    return new Operation.KernelMapPages(operands.address(tokens), pages(), on());
  }

  private Operation access() {
    if (!tokens.accept("cpu")) {
      throw tokens.wrong(tokens.take("cpu N"), "wanted here", "cpu N, as in " + ACCESS);
    }
    int cpu = tokens.takeInt("a CPU number");
    return new Operation.Access(cpu, operands.address(tokens), use());
  }

  private Use use() {
    String expected = "r, w or x, as in " + ACCESS;
    String word = tokens.take(expected);
    for (Use use : Use.values()) {
      if (OperationPrinter.letter(use).equals(word)) {
        return use;
      }
    }
    throw tokens.wrong(word, "what a CPU does with an address", expected);
  }

  private int pages() {
    return tokens.takeInt(PAGES);
  }

  private long bytes() {
    return tokens.takeSigned("a number of bytes");
  }

  private long pa() {
    return tokens.takeUnsigned("a physical address");
  }

  private boolean on() {
    return either("a state", "on", "off");
  }

  private boolean either(String what, String yes, String no) {
    if (tokens.accept(yes)) {
      return true;
    }
    String expected = yes + " or " + no;
    String word = tokens.take(expected);
    if (!word.equals(no)) {
      throw tokens.wrong(word, what, expected);
    }
    return false;
  }
}
