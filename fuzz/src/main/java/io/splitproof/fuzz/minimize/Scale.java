package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.LeafSizes;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What small and near mean on one machine.
 *
 * @param machine the machine
 */
record Scale(MachineConfig machine) {

  /** Where frames come from in programs that people write: 2 GiB. */
  private static final long USUAL_PA = 0x80000000L;

  /** Memory comes and goes in such sections. */
  private static final long SECTION = 128L << 20;

  private Geometry geometry() {
    return machine.geometry();
  }

  /** The simplest value. */
  long target(Fields.Kind kind) {
    return switch (kind) {
      case PAGES, STRIDE -> 1;
      case OFFSET, INDEX -> 0;
      case PFN -> usualPa() >> geometry().pageShift();
      case PA -> usualPa();
      case MEMORY -> end();
      case MEMORY_BYTES -> geometry().isSmall() ? geometry().bytes(Geometry.PMD) : SECTION;
      case BYTES -> geometry().pageBytes();
    };
  }

  /** 2 GiB, or the start of memory where there is none. */
  private long usualPa() {
    return machine.isBootMemory(USUAL_PA, geometry().pageBytes())
        ? USUAL_PA
        : machine.banks().get(0).start();
  }

  private long end() {
    long end = machine.banks().get(machine.banks().size() - 1).end();
    long unit = geometry().isSmall() ? geometry().bytes(Geometry.PMD) : SECTION;
    return (end + unit - 1) & -unit;
  }

  /** How far {@code value} is from the simplest one; below 0 is further than above. */
  long distance(Fields.Kind kind, long value) {
    long target = target(kind);
    long distance = value >= target ? value - target : 2 * (target - value) + 1;
    return distance < 0 ? Long.MAX_VALUE >> 16 : Math.min(distance, Long.MAX_VALUE >> 16);
  }

  /** Values closer to the simplest one, the closest first, as far as they come to mind. */
  List<Long> closer(Fields.Kind kind, long value) {
    long target = target(kind);
    long away = value - target;
    List<Long> closer = new ArrayList<>();
    closer.add(target);
    long unit = kind == Fields.Kind.PAGES || kind == Fields.Kind.INDEX || kind == Fields.Kind.PFN
        ? 1
        : geometry().pageBytes();
    for (long pages : LeafSizes.pages(geometry())) {
      long leaf = pages * unit;
      closer.add(leaf);
      closer.add(leaf + unit);
      closer.add(target + away % leaf);
      closer.add(value - value % leaf);
      closer.add(value - leaf);
    }
    for (long step = away / 2; step != 0; step /= 2) {
      closer.add(value - step);
    }
    if (Math.abs(away) <= 16) {
      for (long near = target + 1; near < value; near++) {
        closer.add(near);
      }
    }
    return closer.stream()
        .filter(other -> distance(kind, other) < distance(kind, value))
        .distinct()
        .sorted((one, other) -> Long.compare(distance(kind, one), distance(kind, other)))
        .toList();
  }
}
