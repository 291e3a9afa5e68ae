package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.Operation;

/** Which pages an operation asks for. */
final class Reach {

  private Reach() {}

  /** The range whose pages {@code operation} changes; null if it names none. */
  static Operands.Range of(Operation operation, int pageShift) {
    if (operation instanceof Operation.SetMemory o) {
      return new Operands.Range(o.address(), o.pages());
    }
    if (operation instanceof Operation.SetMemoryValid o) {
      return new Operands.Range(o.address(), o.pages());
    }
    if (operation instanceof Operation.SetMemory4k o) {
      return new Operands.Range(o.address(), o.pages());
    }
    if (operation instanceof Operation.SetDirectMap o) {
      return new Operands.Range(o.address(), o.pages());
    }
    if (operation instanceof Operation.Split o) {
      return new Operands.Range(o.address(), (int) (o.bytes() >> pageShift));
    }
    if (operation instanceof Operation.SetMemoryEncrypted o) {
      return new Operands.Range(o.address(), o.pages());
    }
    if (operation instanceof Operation.KernelMapPages o) {
      return new Operands.Range(o.address(), o.pages());
    }
    if (operation instanceof Operation.FlushTlbKernelRange o) {
      return new Operands.Range(o.address(), o.pages());
    }
    return null;
  }
}
