package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;

/** How often each wish comes up on one machine, given what lives. */
final class Wishes {

  private final MachineConfig machine;

  Wishes(MachineConfig machine) {
    this.machine = machine;
  }

  Wish next(Dice dice, Sketch sketch) {
    Wish[] all = Wish.values();
    int[] weights = new int[all.length];
    for (Wish wish : all) {
      weights[wish.ordinal()] = weight(wish, sketch);
    }
    return all[dice.weighted(weights)];
  }

  private int weight(Wish wish, Sketch sketch) {
    boolean early = !sketch.isFinalized();
    boolean late = machine.kfence() == Kfence.LATE;
    return switch (wish) {
      case ENCRYPTION -> machine.realm() ? 14 : wish.weight();
      case KFENCE_START -> late && !sketch.hasPool() ? 6 : wish.weight();
      case SET_MEMORY_VALID -> LinearMap.isChangeable(machine) ? wish.weight() : 1;
      case KFENCE_PAGE -> sketch.hasPool() ? 8 : 0;
      case CPU -> early ? 3 : wish.weight();
      case FINALIZE -> early ? 5 : wish.weight();
      case MAP_PAGES -> machine.debugPagealloc() ? 10 : 0;
      case ADD_MEMORY -> machine.debugPagealloc() ? 5 : wish.weight();
      case KEEP_4K -> machine.geometry().isX86() ? wish.weight() : 0;
      case REMOVE_MEMORY -> sketch.hot().isEmpty() ? 0 : 6;
      default -> wish.weight();
    };
  }
}
