package io.splitproof.impl.linux;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import java.util.List;

/**
 * Linux 7.2 with the three ways to map tables while they are made that were weighed against each
 * other in April 2024. They differ in fixmap slots set and cleared (a TLB invalidation each) and in
 * tables zeroed twice, and must not differ in any entry.
 *
 * <p>Linux 7.2 itself does as {@link Explicit} does, without its second zeroing.
 *
 * <p>Source: "arm64: mm: Don't remap pgtables for allocate vs populate", v2, and its review.
 */
public final class TableCreation {

  private TableCreation() {}

  /** The three, as variants. */
  public static List<Variant> all() {
    return List.of(before(), ops(), explicit());
  }

  private static Variant before() {
    return new Named("tables-before", "7.2, each table fix-mapped to be zeroed, and to be filled") {
      @Override
      protected MappingBuilder mappings(Kernel kernel) {
        return new Before(kernel);
      }
    };
  }

  private static Variant ops() {
    return new Named("tables-ops", "7.2, each table mapped once, by no fixmap after map_mem()") {
      @Override
      protected MappingBuilder mappings(Kernel kernel) {
        return new Ops(kernel);
      }
    };
  }

  private static Variant explicit() {
    return new Named("tables-explicit", "7.2, each table fix-mapped once, late ones zeroed twice") {
      @Override
      protected MappingBuilder mappings(Kernel kernel) {
        return new Explicit(kernel);
      }
    };
  }

  /** A system that is Linux 7.2 but for one step. */
  private abstract static class Named extends Linux72 {

    private final String name;
    private final String provenance;

    Named(String name, String provenance) {
      this.name = name;
      this.provenance = provenance;
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final String provenance() {
      return provenance;
    }
  }

  /** A table comes from its allocator empty, out of a slot of its own while that is early. */
  private static final class Before extends MappingBuilder {

    Before(Kernel kernel) {
      super(kernel);
    }

    @Override
    protected void empty(long table, int level) {
      if (kernel.boot.memoryManaged) {
        zero(table, level);
      } else {
        open(table, level);
        zero(table, level);
        close(level);
      }
      open(table, level);
    }
  }

  /** To allocate is to map, too; once there is a linear map, that is an address and no more. */
  private static final class Ops extends MappingBuilder {

    Ops(Kernel kernel) {
      super(kernel);
    }

    @Override
    protected void open(long table, int level) {
      if (!kernel.boot.memoryManaged) {
        super.open(table, level);
      }
    }

    @Override
    protected void close(int level) {
      if (kernel.boot.memoryManaged) {
        kernel.barrier(Barrier.DSB_ISHST);
        kernel.barrier(Barrier.ISB);
      } else {
        super.close(level);
      }
    }
  }

  /** The page allocator zeroes what it hands out, and nobody relies on it. */
  private static final class Explicit extends MappingBuilder {

    Explicit(Kernel kernel) {
      super(kernel);
    }

    @Override
    protected void empty(long table, int level) {
      if (kernel.boot.memoryManaged) {
        zero(table, level);
      }
      super.empty(table, level);
    }
  }
}
