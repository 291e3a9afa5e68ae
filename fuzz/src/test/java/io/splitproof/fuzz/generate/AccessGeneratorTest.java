package io.splitproof.fuzz.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Access;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which pages CPUs use, and how. */
class AccessGeneratorTest {

  private static final MachineConfig MACHINE = Machines.standard();
  private static final Operation TAKE =
      new Operation.AllocPages(0, 512, new Placement.Near(0x80000, 1));

  private static List<Access> after(Clients clients, Operation... operations) {
    Dice dice = new Dice(new SplittableRandom(4));
    Operands operands = new Operands(dice, MACHINE, clients);
    AccessGenerator accesses = new AccessGenerator(dice, MACHINE, operands);
    Sketch sketch = new Sketch(MACHINE);
    for (Operation operation : operations) {
      sketch.apply(operation);
    }
    List<Access> made = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      if (accesses.next(sketch) instanceof Access access) {
        made.add(access);
      }
    }
    return made;
  }

  @Test
  void everyCpuUsesAChangedPageInEveryWay() {
    Set<List<Object>> seen = new HashSet<>();
    Operation change = new Operation.SetMemoryValid(Address.block(0, 5 * 4096), 1, false);
    for (Access access : after(Clients.WELL_BEHAVED, TAKE, change)) {
      if (access.address().equals(Address.block(0, 5 * 4096))) {
        seen.add(List.of(access.cpu(), access.use()));
      }
    }
    assertEquals(2 * Operation.Use.values().length, seen.size());
  }

  @Test
  void pagesBesideTheChangedOnesAreUsedToo() {
    Set<Long> pages = new HashSet<>();
    Operation change = new Operation.SetMemoryValid(Address.block(0, 5 * 4096), 4, false);
    for (Access access : after(Clients.WELL_BEHAVED, TAKE, change)) {
      pages.add(access.address().offset() >> 12);
    }
    assertTrue(pages.containsAll(List.of(4L, 5L, 6L, 7L, 8L, 9L)), pages::toString);
  }

  @Test
  void framesThatWereGivenBackAreUsedByTheirPlace() {
    Operation free = new Operation.FreePages(0);
    List<Access> made = after(Clients.WELL_BEHAVED, TAKE, free);
    assertEquals(1000, made.size());
    for (Access access : made) {
      assertEquals(Address.Base.PHYSICAL, access.address().base());
    }
    assertTrue(made.stream().anyMatch(it -> it.address().offset() == 0x80000000L));
  }

  @Test
  void anAreaIsUsedByBothItsNames() {
    Operation area =
        new Operation.Vmalloc(
            3, 4, Operation.AreaKind.VMALLOC, true, new Placement.Near(0x80000, 1));
    Set<Address.Base> bases = new HashSet<>();
    for (Access access : after(Clients.WELL_BEHAVED, area)) {
      bases.add(access.address().base());
      assertTrue(access.address().offset() >> 12 < 4, access::toString);
    }
    assertEquals(Set.of(Address.Base.AREA, Address.Base.BACKING), bases);
  }

  @Test
  void onlyAnyClientsNameACpuThatIsNotThere() {
    Operation change = new Operation.SetMemoryValid(Address.block(0, 0), 1, false);
    List<Access> polite = after(Clients.WELL_BEHAVED, TAKE, change);
    assertTrue(polite.stream().allMatch(access -> access.cpu() >= 0 && access.cpu() < 2));
    List<Access> wrong = after(Clients.ANY, TAKE, change);
    assertTrue(wrong.stream().anyMatch(access -> access.cpu() < 0 || access.cpu() >= 2));
  }

  @Test
  void whereNothingHappenedNothingIsUsed() {
    assertTrue(after(Clients.WELL_BEHAVED).isEmpty());
  }
}
