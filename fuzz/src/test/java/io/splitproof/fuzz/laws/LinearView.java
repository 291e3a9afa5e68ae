package io.splitproof.fuzz.laws;

import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Machine;
import java.util.ArrayList;
import java.util.List;

/** What hardware makes of each page of a range of the linear map. */
final class LinearView {

  private LinearView() {}

  /**
   * One line for each of {@code pages} pages from frame {@code pfn} on: permissions and address.
   */
  static List<String> of(Machine machine, long pfn, int pages) {
    int shift = machine.config().geometry().pageShift();
    HardwareWalk walk =
        new HardwareWalk(machine.config().geometry(), machine.memory(), machine.rootTable());
    List<String> view = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      long va = machine.config().linearVa(pfn + page << shift);
      view.add(describe(walk.walk(va), va, shift));
    }
    return view;
  }

  private static String describe(Translation translation, long va, int shift) {
    if (!translation.isMapped()) {
      return translation.fault().toString();
    }
    return Long.toHexString(translation.outputAddress(va))
        + (translation.writable() ? " w" : " -")
        + (translation.executable() ? "x" : "-")
        + translation.memoryType();
  }
}
