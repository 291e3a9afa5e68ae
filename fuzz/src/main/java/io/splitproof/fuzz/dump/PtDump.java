package io.splitproof.fuzz.dump;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;

/**
 * Prints the linear map as {@code /sys/kernel/debug/kernel_page_tables} of an arm64 kernel does:
 * one line for each run of entries of the same level and attributes, holes included.
 *
 * <p>A line tells what leaves say, not what tables on the way add, and knows nothing of output
 * addresses: runs go on over gaps in physical memory. The root's holes are called PGD whatever its
 * level; so are its 1 GiB leaves, because a folded PUD counts as the level above it. An x86-64
 * machine's is printed as such a kernel does it.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/ptdump.c}, {@code arch/x86/mm/dump_pagetables.c},
 * {@code mm/ptdump.c}.
 */
public final class PtDump {

  private static final int PGD = 0;

  private final Geometry geometry;
  private final DescriptorMemory memory;
  private final StringBuilder text = new StringBuilder();
  private boolean started;
  private long runStart;
  private int runLevel;
  private long runAttributes;

  private PtDump(Geometry geometry, DescriptorMemory memory) {
    this.geometry = geometry;
    this.memory = memory;
  }

  /**
   * Prints the linear map, markers at both ends.
   *
   * @param geometry shape of the regime
   * @param memory where the tables are
   * @param rootPa physical address of the root table
   * @return lines, each ended by a newline
   */
  public static String linearMap(Geometry geometry, DescriptorMemory memory, long rootPa) {
    PtDump dump = new PtDump(geometry, memory);
    boolean x86 = geometry.isX86();
    dump.text.append(x86 ? "---[ Low Kernel Mapping ]---\n" : "---[ Linear Mapping start ]---\n");
    dump.table(rootPa, geometry.rootLevel(), geometry.linearStart(), geometry.linearEnd());
    dump.endRun(geometry.linearEnd());
    dump.text.append(x86 ? "---[ vmalloc() Area ]---\n" : "---[ Linear Mapping end ]---\n");
    return dump.text.toString();
  }

  /** Notes what the table at {@code level} says about [{@code start}, {@code end}). */
  private void table(long tablePa, int level, long start, long end) {
    long bytes = geometry.bytes(level);
    for (long va = start; va < end; va += bytes) {
      long descriptor = memory.read(tablePa + 8L * geometry.index(va, level));
      if (geometry.format().isTable(descriptor, level)) {
        table(geometry.format().table(descriptor), level + 1, va, Math.min(va + bytes, end));
      } else {
        boolean x86 = geometry.isX86();
        long attributes = descriptor & DumpColumns.mask();
        note(
            va,
            shownLevel(level, descriptor),
            x86 ? X86Columns.attributes(descriptor) : attributes);
      }
    }
  }

  private int shownLevel(int level, long descriptor) {
    boolean atRoot = level == geometry.rootLevel();
    boolean foldedPud = atRoot && level == Geometry.PUD;
    return atRoot && descriptor == 0 || foldedPud ? PGD : level;
  }

  private void note(long va, int level, long attributes) {
    if (started && level == runLevel && attributes == runAttributes) {
      return;
    }
    endRun(va);
    started = true;
    runStart = va;
    runLevel = level;
    runAttributes = attributes;
  }

  private void endRun(long end) {
    if (!started) {
      return;
    }
    text.append(String.format("0x%016x-0x%016x   ", runStart, end));
    text.append(size(end - runStart)).append(' ');
    if (geometry.isX86()) {
      X86Columns.append(text, runAttributes, runLevel);
      text.append(X86Columns.levelName(runLevel)).append('\n');
      return;
    }
    text.append(levelName(runLevel));
    if (runAttributes != 0) {
      DumpColumns.append(text, runAttributes);
    }
    text.append('\n');
  }

  private static String levelName(int level) {
    return switch (level) {
      case Geometry.PTE -> "PTE";
      case Geometry.PMD -> "PMD";
      case Geometry.PUD -> "PUD";
      default -> "PGD";
    };
  }

  /** {@code bytes} in the largest unit that leaves no remainder, ten characters wide. */
  static String size(long bytes) {
    String units = "KMGTPE";
    long amount = bytes >>> 10;
    int unit = 0;
    while (amount % 1024 == 0 && unit < units.length() - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format("%9d%c", amount, units.charAt(unit));
  }
}
