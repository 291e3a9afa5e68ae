package io.splitproof.oracle.reference;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AllocPages;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Vmalloc;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.contract.Warning;

/** A reference driven by hand: what the judged would announce and return is said by the test. */
final class Session {

  /** Frame of the first block of memory that is neither image nor table. */
  static final long PFN = Machines.BASE + 4 * Machines.BLOCK >> 12;

  static final Placement NEAR = new Placement.Near(PFN, 1);

  private static final Observed NOTHING = va -> PageState.HOLE;

  final Reference reference;
  final World world;

  Session(MachineConfig config) {
    this(config, NOTHING);
  }

  /** A session on a machine whose tables show {@code tables}. */
  Session(MachineConfig config, Observed tables) {
    reference = new Reference(config);
    world = reference.world();
    reference.booted(tables);
  }

  static int warnings(Warning... warnings) {
    int bits = 0;
    for (Warning warning : warnings) {
      bits |= warning.bit();
    }
    return bits;
  }

  void expect(Operation operation) {
    reference.expect(operation, reference.objection(operation) != null);
  }

  /** The operation ends with 0 and nothing else is allowed. */
  void succeeds(Operation operation) {
    expect(operation);
    only(0, 0);
    settle(0, 0, false, NOTHING);
  }

  /** The operation ends with this and not with success; nothing changes. */
  void fails(Operation operation, int status, Warning... warnings) {
    expect(operation);
    only(status, warnings(warnings));
    settle(status, warnings(warnings), false, NOTHING);
    assertTrue(world.pages().changes() == 0, "pages changed");
  }

  private void only(int status, int warnings) {
    Outcome outcome = new Outcome(status, warnings, false);
    assertTrue(reference.allows(outcome, false), reference.allowed(false));
    if (status != 0) {
      assertFalse(reference.allows(Outcome.OK, false), reference.allowed(false));
    }
    assertFalse(reference.allows(new Outcome(-1, 0, false), true));
    assertFalse(reference.allows(new Outcome(0, 0, true), false));
  }

  void settle(int status, int warnings, boolean failure, Observed observed) {
    assertNull(reference.settle(new Outcome(status, warnings, false), failure, observed));
  }

  /** Area {@code number} at page {@code slot} of the vmalloc range on neighbouring frames. */
  void vmalloc(int number, int pages, boolean reset, long pfn) {
    vmalloc(number, pages, AreaKind.VMALLOC, reset, NEAR, pfn);
  }

  void vmalloc(
      int number, int pages, AreaKind kind, boolean reset, Placement placement, long pfn) {
    expect(new Vmalloc(number, pages, kind, reset, placement));
    long[] pfns = new long[pages];
    for (int i = 0; i < pages; i++) {
      pfns[i] = pfn + i;
    }
    assertNull(reference.announcements().areaMapped(number, areaVa(number), pfns));
    settle(0, 0, false, NOTHING);
  }

  void allocPages(int number, int pages, long pfn) {
    expect(new AllocPages(number, pages, NEAR));
    assertNull(reference.announcements().blockTaken(number, pfn, pages));
    settle(0, 0, false, NOTHING);
  }

  long areaVa(int number) {
    return world.geometry().vmallocStart() + ((long) number << 24);
  }

  int linear(long pfn) {
    return world.pages().get(world.pages().linearVpn(pfn));
  }

  int area(int number, int page) {
    return world.pages().get(world.pages().vpn(areaVa(number)) + page);
  }

  String linearText(long pfn) {
    return PageState.describe(linear(pfn));
  }

  String areaText(int number, int page) {
    return PageState.describe(area(number, page));
  }
}
