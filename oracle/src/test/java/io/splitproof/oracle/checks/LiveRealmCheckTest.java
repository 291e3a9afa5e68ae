package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation.SetMemoryEncrypted;
import io.splitproof.oracle.reference.Machines;
import org.junit.jupiter.api.Test;

/** A realm shares memory with its host: nobody may use it while it changes hands. */
class LiveRealmCheckTest {

  private final Workbench bench =
      new Workbench(
          Machines.with(Machines.early(), false, true, false, false), CheckName.LIVE);

  private void share() {
    bench.expect(new SetMemoryEncrypted(Address.physical(Workbench.BLOCK), 512, false));
  }

  private void tellHost() {
    long start = bench.machine.config.linearVa(Workbench.BLOCK);
    bench.judge.hostTold(start, start + Machines.BLOCK, true);
  }

  private void breakAndShare() {
    long set = Descriptor.PRESENT_INVALID | Descriptor.NS_SHARED;
    bench.change(bench.blockEntry(), Descriptor.VALID, set);
  }

  private void makeValid() {
    bench.change(bench.blockEntry(), Descriptor.PRESENT_INVALID, Descriptor.VALID);
  }

  @Test
  void good_brokenThenHostToldThenValid() {
    share();
    breakAndShare();
    tellHost();
    makeValid();
    bench.good();
  }

  @Test
  void bad_sharedBitChangedWhileValid() {
    share();
    tellHost();
    bench.change(bench.blockEntry(), 0, Descriptor.NS_SHARED);
    bench.bad(
        "live:set_memory_decrypted:linear:valid-writable->"
            + "fault while the host is told/valid-writable");
  }

  @Test
  void bad_sharedWithoutABreak() {
    share();
    bench.change(bench.blockEntry(), 0, Descriptor.NS_SHARED);
    bench.bad(
        "live:set_memory_decrypted:linear:valid-writable->"
            + "valid-writable or fault/valid-writable-shared");
  }

  @Test
  void bad_validBeforeTheHostIsTold() {
    share();
    breakAndShare();
    makeValid();
    tellHost();
    bench.bad(
        "live:set_memory_decrypted:linear:fault->valid-writable or fault/valid-writable-shared");
  }
}
