package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.client.Client;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;

/** Where operations point. */
final class Pointing {

  private Pointing() {}

  /** The address {@code operation} is about; null if it has none. */
  static Address address(Operation operation) {
    if (operation instanceof Operation.SetMemory it) {
      return it.address();
    }
    if (operation instanceof Operation.SetMemoryValid it) {
      return it.address();
    }
    if (operation instanceof Operation.SetMemory4k it) {
      return it.address();
    }
    if (operation instanceof Operation.SetDirectMap it) {
      return it.address();
    }
    if (operation instanceof Operation.Split it) {
      return it.address();
    }
    if (operation instanceof Operation.SetMemoryEncrypted it) {
      return it.address();
    }
    if (operation instanceof Operation.KernelMapPages it) {
      return it.address();
    }
    if (operation instanceof Operation.FlushTlbKernelRange it) {
      return it.address();
    }
    if (operation instanceof Client.Walk it) {
      return it.address();
    }
    return operation instanceof Operation.Access it ? it.address() : null;
  }

  /** The same operation on {@code address}, if it is on one. */
  static Operation at(Operation operation, Address address) {
    if (operation instanceof Operation.SetMemory it) {
      return new Operation.SetMemory(it.permission(), address, it.pages());
    }
    if (operation instanceof Operation.SetMemoryValid it) {
      return new Operation.SetMemoryValid(address, it.pages(), it.valid());
    }
    if (operation instanceof Operation.SetMemory4k it) {
      return new Operation.SetMemory4k(address, it.pages());
    }
    if (operation instanceof Operation.SetDirectMap it) {
      return new Operation.SetDirectMap(it.state(), address, it.pages());
    }
    if (operation instanceof Operation.Split it) {
      return new Operation.Split(address, it.bytes());
    }
    if (operation instanceof Operation.SetMemoryEncrypted it) {
      return new Operation.SetMemoryEncrypted(address, it.pages(), it.encrypted());
    }
    if (operation instanceof Operation.KernelMapPages it) {
      return new Operation.KernelMapPages(address, it.pages(), it.map());
    }
    if (operation instanceof Operation.FlushTlbKernelRange it) {
      return new Operation.FlushTlbKernelRange(address, it.pages());
    }
    if (operation instanceof Client.Walk it) {
      return new Client.Walk(it.kind(), address, it.pages());
    }
    if (operation instanceof Operation.Access it) {
      return new Operation.Access(it.cpu(), address, it.use());
    }
    return operation;
  }
}
