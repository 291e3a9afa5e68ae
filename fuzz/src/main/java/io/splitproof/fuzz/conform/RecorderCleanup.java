package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.DirectMap;

/**
 * How the recorder dropped an object: areas are freed as they are; page blocks get every page that
 * is invalid or read-only set to default, one by one; reserved memory and kept frames are left
 * alone.
 */
final class RecorderCleanup {

  private final WatchedMachine machine;
  private final OperationTranslation translation;
  private final EntryReader reader;
  private final int pageShift;

  RecorderCleanup(WatchedMachine machine, OperationTranslation translation, int pageShift) {
    this.machine = machine;
    this.translation = translation;
    this.reader = new EntryReader(machine.machine(), machine.memory());
    this.pageShift = pageShift;
  }

  void drop(RecordedObject object) {
    switch (object.kind()) {
      case AREA -> machine.run(new Operation.Vfree(object.number()));
      case BLOCK -> {
        setToDefault(object);
        machine.run(new Operation.FreePages(object.number()));
      }
      case RESERVED -> machine.run(new Operation.FreePages(object.number()));
      case KEPT -> {
        // Only a list of frames; they went back with the area.
      }
    }
  }

  private void setToDefault(RecordedObject block) {
    MachineConfig config = machine.machine().config();
    reader.refresh();
    for (int page = 0; page < block.pages(); page++) {
      long pa = block.pfns()[page] << pageShift;
      Translation entry = reader.entry(config.linearVa(pa));
      if (!entry.isMapped() || entry.has(Descriptor.READ_ONLY)) {
        Address address = translation.linear(block, (long) page << pageShift);
        machine.run(new Operation.SetDirectMap(DirectMap.DEFAULT, address, 1));
        reader.refresh();
      }
    }
  }
}
