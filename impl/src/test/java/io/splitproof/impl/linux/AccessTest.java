package io.splitproof.impl.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Use;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a CPU may do with an address. */
class AccessTest {

  private static final long BASE = 0x4000_0000;

  private final Machine machine = new Linux72().boot(config(), MachineEvents.NONE);

  private static MachineConfig config() {
    return new MachineConfig(
        Geometry.named("4K/39"),
        List.of(new Bank(BASE, 64L << 20)),
        new KernelImage(BASE, BASE, BASE + 0x1000, BASE + 0x1000, BASE + 0x2000),
        MachineConfig.Bbml2.ALL,
        2,
        MachineConfig.Rodata.FULL,
        MachineConfig.Kfence.NONE,
        false,
        false,
        false,
        false,
        MachineConfig.TablePlacement.APART,
        MachineConfig.Stage.BOOTED);
  }

  @BeforeEach
  void makeCode() {
    Placement near = new Placement.Near(BASE >> 12, 1);
    Vmalloc code = new Vmalloc(0, 1, AreaKind.KPROBES, false, near);
    assertEquals(Outcome.OK, machine.apply(code));
  }

  private int access(int cpu, Address address, Use use) {
    return machine.apply(new Access(cpu, address, use)).status();
  }

  @Test
  void codeIsReadAndFetchedButNotWritten() {
    assertEquals(0, access(1, Address.area(0, 8), Use.READ));
    assertEquals(0, access(1, Address.area(0, 8), Use.FETCH));
    assertEquals(Outcome.EFAULT, access(1, Address.area(0, 8), Use.WRITE));
  }

  @Test
  void itsFrameIsDataElsewhere() {
    assertEquals(0, access(0, Address.backing(0, 8), Use.WRITE));
    assertEquals(Outcome.EFAULT, access(0, Address.backing(0, 8), Use.FETCH));
  }

  @Test
  void guardPagesFault() {
    assertEquals(Outcome.EFAULT, access(0, Address.area(0, 4096), Use.READ));
  }

  @Test
  void addressesBeyondTheRangeFaultAndDoNotWrapAround() {
    assertEquals(Outcome.EFAULT, access(0, Address.area(0, -(1L << 39)), Use.READ));
    assertEquals(Outcome.EFAULT, access(0, Address.area(0, 1L << 39), Use.READ));
  }

  @Test
  void aCpuThatIsNotThereDoesNothing() {
    assertEquals(0, access(2, Address.area(0, 4096), Use.READ));
    assertEquals(0, access(-1, Address.area(0, 4096), Use.READ));
  }
}
