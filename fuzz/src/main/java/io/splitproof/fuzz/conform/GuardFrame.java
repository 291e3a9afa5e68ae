package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the frame the kernel takes for the one behind an area's guard page. There is none, but
 * {@code set_memory_ro} and {@code _rw} admit the guard page and look it up past the end of the
 * area's page array, where anything may be: a stale entry, another area's first page, or nothing,
 * which makes an address outside the linear map. Only the recorded invalidation tells.
 */
final class GuardFrame {

  private GuardFrame() {}

  /**
   * The frames of {@code object}, and one more if the steps up to its end show what lies past them.
   */
  static long[] extend(
      RecordedObject object,
      List<RecordedStep> following,
      OperationTranslation translation,
      MachineConfig config) {
    boolean followsAliases = config.rodata() == Rodata.FULL;
    if (object.kind() != RecordedObject.Kind.AREA || !followsAliases) {
      return object.pfns();
    }
    for (RecordedStep step : following) {
      if (step instanceof RecordedOperation operation && concerns(operation, object)) {
        if (operation.name().startsWith("vfree")) {
          break;
        }
        long va = guardAlias(translation.operands(operation), object, config);
        if (va != 0) {
          long[] pfns = Arrays.copyOf(object.pfns(), object.pages() + 1);
          pfns[object.pages()] = config.linearPa(va) >>> config.geometry().pageShift();
          return pfns;
        }
      }
    }
    return object.pfns();
  }

  private static boolean concerns(RecordedOperation operation, RecordedObject object) {
    return operation.words().size() > 1
        && operation.words().get(1).equals(String.valueOf(object.letter()));
  }

  /** The address invalidated for the guard page, 0 if the operation does not reach it. */
  private static long guardAlias(
      Operands operands, RecordedObject object, MachineConfig config) {
    RecordedOperation operation = operands.operation();
    boolean changesAliases = List.of("ro", "rw", "rox").contains(operation.name());
    if (!changesAliases || operation.status() != 0) {
      return 0;
    }
    long call = object.pages() - operands.page();
    if (operands.page() < 0 || call < 0 || call >= operands.number(3)) {
      return 0;
    }
    for (Flush flush : operation.flushes()) {
      if (call < flush.calls()) {
        return flush.start() + call * config.geometry().pageBytes();
      }
      call -= flush.calls();
    }
    return 0;
  }
}
