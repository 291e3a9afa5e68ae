package io.splitproof.fuzz.program;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.Placement;

/**
 * What the number fields of a record mean on one machine. Mode 0 is exact and is what programs are
 * written with; the other modes exist so that random bytes often say something that matters: small
 * numbers, and the boundaries of every leaf size.
 */
final class OperandBytes {

  /** Count and offset are taken as they are. */
  static final int EXACT = 0;

  /** A count of bytes is in units of {@value #UNIT} bytes, on every machine. */
  static final int IN_UNITS = 1;

  /** Bytes in such a unit. */
  static final long UNIT = 4096;

  /** Bit of the variant byte: where the operand points is said, not usual. */
  static final int SAYS_WHERE = 0x80;

  private static final int WHERE_SHIFT = 5;
  private static final int ODD_STRIDES = 224;

  /** Strides from here to {@link #ODD_STRIDES} are powers of two, beginning with 32. */
  private static final int LARGE_STRIDES = 208;

  private static final int FIRST_LARGE_BIT = 5;
  private static final int ODD_OBJECTS = 192;

  private final MachineConfig machine;
  private final int pageShift;
  private final long[] leafPages;

  OperandBytes(MachineConfig machine) {
    this.machine = machine;
    Geometry geometry = machine.geometry();
    pageShift = geometry.pageShift();
    leafPages = LeafSizes.pages(geometry);
  }

  /** Object number of a byte: 0 to 3 for most. */
  static int object(int field) {
    return field < ODD_OBJECTS ? field & 3 : field & 15;
  }

  /** Byte for an object number. */
  static int objectField(int object) {
    return object < 4 ? object : ODD_OBJECTS | object;
  }

  /** A number of pages. */
  int pages(StepRecord record) {
    int mode = record.modes() & 15;
    int raw = record.count();
    if (mode == EXACT) {
      return raw;
    }
    if (mode < 8) {
      return 1 + (raw & (mode < 5 ? 7 : 63));
    }
    return (int) (leaf(raw) * (1 + (raw >>> 3 & 1))) + delta(raw >>> 4);
  }

  /** A number of bytes to split off. */
  long bytes(StepRecord record) {
    int mode = record.modes() & 15;
    long count = mode <= IN_UNITS ? record.count() : (long) pages(record) << pageShift;
    return mode == IN_UNITS ? count * UNIT : count;
  }

  /** A number of bytes to add or remove. */
  long hotBytes(StepRecord record) {
    boolean written = (record.modes() & 15) <= IN_UNITS;
    long units = 1 + (record.count() & 3);
    return written ? bytes(record) : units * machine.geometry().hotplugBytes();
  }

  /** A CPU. */
  int cpu(StepRecord record) {
    return (record.modes() & 15) == EXACT ? record.count() : record.count() & 3;
  }

  /** A page of the KFENCE pool. */
  int poolPage(StepRecord record) {
    return (record.modes() & 15) == EXACT ? record.count() : record.count() & 511;
  }

  /** An address; {@code usual} is where it points when the record does not say. */
  Address address(StepRecord record, Address.Base usual) {
    boolean says = (record.variant() & SAYS_WHERE) != 0;
    Address.Base base =
        says ? Address.Base.values()[record.variant() >>> WHERE_SHIFT & 3] : usual;
    long offset = offset(record);
    if (base != Address.Base.PHYSICAL) {
      return new Address(base, object(record.object()), offset);
    }
    boolean exact = record.modes() >>> 4 == EXACT;
    return Address.physical(exact ? offset : bank(record).start() + offset);
  }

  static int where(Address.Base base) {
    return SAYS_WHERE | base.ordinal() << WHERE_SHIFT;
  }

  private long offset(StepRecord record) {
    int mode = record.modes() >>> 4;
    long raw = record.offset();
    if (mode == EXACT) {
      return raw;
    }
    if (mode < 7) {
      return (raw & 63) << pageShift;
    }
    if (mode < 13) {
      return leaf((int) raw) * (raw >>> 3 & 7) + delta((int) raw >>> 6) << pageShift;
    }
    long pages = (raw & 0xffff) << pageShift;
    return mode < 15 ? pages : pages + (raw >>> 16 & (1L << pageShift) - 1);
  }

  /** A placement; {@code usuallyLent} is what it is when the record does not say. */
  Placement placement(StepRecord record, boolean usuallyLent) {
    boolean says = (record.variant() & SAYS_WHERE) != 0;
    boolean lent = says ? (record.variant() >>> WHERE_SHIFT & 1) != 0 : usuallyLent;
    int stride = stride(record.stride());
    if (!lent) {
      return new Placement.Near(pfn(record), stride);
    }
    boolean exact = record.modes() >>> 4 == EXACT;
    int page = (int) (exact ? record.offset() : offset(record) >> pageShift);
    return new Placement.Lent(object(record.other()), page, stride);
  }

  static int where(Placement placement) {
    return SAYS_WHERE | (placement instanceof Placement.Lent ? 1 << WHERE_SHIFT : 0);
  }

  private static int stride(int field) {
    if (field < LARGE_STRIDES) {
      return 1;
    }
    return field < ODD_STRIDES
        ? 1 << field - LARGE_STRIDES + FIRST_LARGE_BIT
        : field - ODD_STRIDES;
  }

  /** Byte for a stride; one that has none comes out as another. */
  static int strideField(int stride) {
    if (stride == 1) {
      return 0;
    }
    boolean large = stride >= 1 << FIRST_LARGE_BIT;
    return large
        ? LARGE_STRIDES + Integer.numberOfTrailingZeros(stride) - FIRST_LARGE_BIT
        : stride + ODD_STRIDES;
  }

  private long pfn(StepRecord record) {
    long raw = record.offset();
    if (record.modes() >>> 4 == EXACT) {
      return raw;
    }
    Bank bank = bank(record);
    long pages = bank.bytes() >> pageShift;
    long within = (raw >>> 8 & 0xffffffL) % pages;
    long aligned = Geometry.alignDown((bank.start() >> pageShift) + within, leaf((int) raw));
    return Math.max(0, aligned + delta((int) raw >>> 3));
  }

  /** A physical address where memory could be added. */
  long hotPa(StepRecord record) {
    if (record.modes() >>> 4 == EXACT) {
      return record.offset();
    }
    long unit = machine.geometry().hotplugBytes();
    Bank last = machine.banks().get(machine.banks().size() - 1);
    return Geometry.alignUp(last.end(), unit) + (record.offset() & 7) * unit;
  }

  private Bank bank(StepRecord record) {
    int banks = machine.banks().size();
    return machine.banks().get((int) (record.offset() >>> 32 & 0xff) % banks);
  }

  private long leaf(int raw) {
    return leafPages[(raw & 7) % leafPages.length];
  }

  private static int delta(int raw) {
    int two = raw & 3;
    return two == 3 ? 0 : two - 1;
  }
}
