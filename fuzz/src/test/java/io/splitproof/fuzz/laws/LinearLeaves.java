package io.splitproof.fuzz.laws;

import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Machine;
import java.util.ArrayList;
import java.util.List;

/** The leaves that the linear map of a machine is made of. */
final class LinearLeaves {

  private LinearLeaves() {}

  /** One line for each entry that decides, from the first bank to the last: what it is, where. */
  static List<String> of(Machine machine) {
    HardwareWalk walk =
        new HardwareWalk(machine.config().geometry(), machine.memory(), machine.rootTable());
    int last = machine.config().banks().size() - 1;
    long end = machine.config().linearVa(machine.config().banks().get(last).end());
    List<String> leaves = new ArrayList<>();
    for (long va = machine.config().geometry().linearStart(); va < end; ) {
      Translation found = walk.walk(va);
      leaves.add(Long.toHexString(va) + " " + found.level() + " "
          + Long.toHexString(found.descriptor()));
      va = found.va() + found.bytes();
    }
    return leaves;
  }
}
