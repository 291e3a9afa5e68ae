package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.Operation;
import java.util.Locale;

/** What the kernel calls an operation. */
final class KernelName {

  private KernelName() {}

  /** Name of the kernel function behind {@code operation}. */
  static String of(Operation operation) {
    if (operation instanceof Operation.SetMemory op) {
      return "set_memory_" + op.permission().name().toLowerCase(Locale.ROOT);
    } else if (operation instanceof Operation.SetMemoryValid) {
      return "set_memory_valid";
    } else if (operation instanceof Operation.SetMemory4k) {
      return "set_memory_4k";
    } else if (operation instanceof Operation.SetDirectMap op) {
      return switch (op.state()) {
        case INVALID -> "set_direct_map_invalid_noflush";
        case DEFAULT -> "set_direct_map_default_noflush";
        case VALID_ON, VALID_OFF -> "set_direct_map_valid_noflush";
      };
    } else if (operation instanceof Operation.SetMemoryEncrypted op) {
      return op.encrypted() ? "set_memory_encrypted" : "set_memory_decrypted";
    } else if (operation instanceof Operation.Split) {
      return "split_kernel_leaf_mapping";
    } else if (operation instanceof Operation.KfenceProtect op) {
      return op.protect() ? "kfence_protect" : "kfence_unprotect";
    } else if (operation instanceof Operation.FinalizeCapabilities) {
      return "setup_system_features";
    } else if (operation instanceof Operation.KernelMapPages) {
      return "__kernel_map_pages";
    } else if (operation instanceof Operation.RemoveMemory) {
      return "offline_and_remove_memory";
    }
    return snakeCase(operation.getClass().getSimpleName());
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
