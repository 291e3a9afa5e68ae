package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import java.util.function.IntSupplier;

/**
 * The second operation is an interrupt of the CPU that carries out the first: it runs whole, after
 * so many stores of the first, or after the first if that makes fewer.
 */
final class Interrupt extends Sharing {

  private int storesLeft;
  private boolean fired;

  Interrupt(Kernel kernel, IntSupplier first, IntSupplier second) {
    super(kernel, true, first, second);
  }

  @Override
  void runBoth(Interleaving interleaving) {
    storesLeft = interleaving.turns().get(0);
    if (storesLeft == 0) {
      fire();
    }
    if (!kernel.isDead()) {
      carryOut(0);
    }
    if (!fired && !kernel.isDead()) {
      fire();
    }
  }

  @Override
  int undisturbed() {
    return fired ? Integer.MAX_VALUE : storesLeft;
  }

  @Override
  void stored(int count) {
    storesLeft -= fired ? 0 : count;
    if (!fired && storesLeft == 0) {
      fire();
      if (kernel.isDead()) {
        throw new Death();
      }
    }
  }

  private void fire() {
    fired = true;
    kernel.events().interrupted();
    kernel.switchTo(tasks[1]);
    kernel.enter(Context.ATOMIC);
    carryOut(1);
    kernel.leave(Context.ATOMIC);
    kernel.switchTo(tasks[0]);
    kernel.events().resumed();
  }

  /** What was interrupted cannot go on before the interrupt is over. */
  @Override
  boolean await(Lock lock) {
    return false;
  }

  @Override
  void released(Lock lock) {}
}
