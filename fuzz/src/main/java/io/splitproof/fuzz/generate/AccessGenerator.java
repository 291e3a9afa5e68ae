package io.splitproof.fuzz.generate;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.Use;

/** Makes CPUs use pages, above all those that were changed or given back lately. */
final class AccessGenerator {

  /** How often a page lies just outside the range. */
  private static final int BESIDE_PERCENT = 15;

  private final Dice dice;
  private final Operands operands;
  private final int pageShift;

  AccessGenerator(Dice dice, MachineConfig machine, Operands operands) {
    this.dice = dice;
    this.operands = operands;
    this.pageShift = machine.geometry().pageShift();
  }

  /** A CPU uses a page that may have changed lately; null if there is none. */
  Operation next(Sketch sketch) {
    Operands.Range range = sketch.lately(dice);
    return range == null ? null : to(range, sketch);
  }

  /** A CPU uses a page in {@code range}, or one beside it, by this name or by its other one. */
  Operation to(Operands.Range range, Sketch sketch) {
    Address first = range.address();
    long page = first.offset() >> pageShift;
    long last = page + Math.max(1, range.pages()) - 1;
    long chosen = dice.coin() ? page : dice.coin() ? last : page + dice.below(last - page + 1);
    if (dice.percent(BESIDE_PERCENT)) {
      chosen = dice.coin() ? page - 1 : last + 1;
    }
    Address.Base base = first.base();
    boolean area = base == Address.Base.AREA || base == Address.Base.BACKING;
    if (area && dice.percent(30)) {
      base = base == Address.Base.AREA ? Address.Base.BACKING : Address.Base.AREA;
    }
    long inside = inside(base, first.object(), Math.max(0, chosen), sketch);
    Address address = new Address(base, first.object(), inside << pageShift);
    return new Operation.Access(cpu(sketch), address, dice.pick(Use.values()));
  }

  /** {@code page}, unless the object is known and has none such: then its last. */
  private static long inside(Address.Base base, int object, long page, Sketch sketch) {
    Sketch.Extent extent = sketch.extent(base, object);
    return extent == null ? page : Math.min(page, extent.pages() - 1);
  }

  private int cpu(Sketch sketch) {
    return operands.misuse() ? dice.between(-1, sketch.cpus()) : dice.below(sketch.cpus());
  }
}
