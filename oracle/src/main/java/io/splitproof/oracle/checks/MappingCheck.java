package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.World;

/**
 * What entries point to is right, and they are formed as the architecture wants them.
 *
 * <p>Source: Arm ARM D8.3 (descriptor formats, reserved bits), D8.5.2 (Contiguous bit).
 */
final class MappingCheck {

  private final World world;
  private final Geometry geometry;
  private final Format format;
  private final DescriptorMemory memory;
  private final TableShadow shadow;
  private final Places places;

  MappingCheck(World world, DescriptorMemory memory, TableShadow shadow) {
    this.world = world;
    this.geometry = world.geometry();
    this.format = geometry.format();
    this.memory = memory;
    this.shadow = shadow;
    this.places = new Places(world);
  }

  /** Returns what is wrong with a run of entries, or null. */
  Divergence check(Run run) {
    if (run.isEmpty()) {
      return null;
    }
    Divergence found = checkOutput(run);
    if (found == null) {
      String fault = format.formFault(run.descriptor, run.level);
      found = fault == null ? null : divergence(run, run.va, "well-formed entry", fault);
    }
    return found == null ? checkGroups(run) : found;
  }

  private Divergence checkOutput(Run run) {
    long output = run.outputAddress();
    if (geometry.inLinearMap(run.va)) {
      long right = world.config().linearPa(run.va);
      return output == right ? null : wrong(run, run.va, right, output);
    }
    long end = run.va + run.bytes();
    for (long va = run.va; va < end; ) {
      Area area = world.objects().areaAt(va);
      int page = area == null ? 0 : (int) (va - area.va() >>> geometry.pageShift());
      if (area == null || page == area.pages()) {
        return divergence(run, va, "empty entry", "entry");
      }
      for (; page < area.pages() && va < end; page++, va += geometry.pageBytes()) {
        long right = area.pfns()[page] << geometry.pageShift();
        if (output + (va - run.va) != right) {
          return wrong(run, va, right, output + (va - run.va));
        }
      }
    }
    return null;
  }

  private Divergence wrong(Run run, long va, long right, long output) {
    boolean hole = "hole".equals(places.of(va));
    String explanation =
        "output address " + Long.toHexString(output) + " instead of " + Long.toHexString(right)
            + "; " + entry(run) + places.aliases(va);
    return new Divergence(
        CheckName.MAPPING,
        "",
        places.of(va),
        va,
        "",
        hole ? "empty entry" : "own output address",
        hole ? "entry made up from nothing" : "another output address",
        explanation);
  }

  private Divergence divergence(Run run, long va, String right, String found) {
    String explanation = entry(run) + places.aliases(va);
    return new Divergence(
        CheckName.MAPPING, "", places.of(va), va, "", right, found, explanation);
  }

  private String entry(Run run) {
    return entry(run.level, run.entryPa, run.descriptor);
  }

  private String entry(int level, long entryPa, long descriptor) {
    boolean realm = world.config().realm();
    return "the level " + level + " entry at pa " + Long.toHexString(entryPa) + " is "
        + Long.toHexString(descriptor) + " (" + format.words(descriptor, level, realm) + ")";
  }

  /**
   * Contiguous groups are whole, aligned and uniform. Only the first and last group can be partial.
   */
  private Divergence checkGroups(Run run) {
    if (!format.isContiguous(run.descriptor)) {
      return null;
    }
    int group = geometry.contiguous(run.level);
    if (group == 1) {
      return divergence(run, run.va, "no contiguous mark", "contiguous mark");
    }
    long groupBytes = run.entryBytes() * group;
    if (((run.va ^ run.outputAddress()) & groupBytes - 1) != 0) {
      return divergence(run, run.va, "aligned group", "misaligned contiguous group");
    }
    long lastPa = run.entryPa + 8L * (run.count - 1);
    boolean whole = isWhole(run.entryPa, run, group) && isWhole(lastPa, run, group);
    if (whole) {
      return null;
    }
    String odd = oddOneOut(isWhole(run.entryPa, run, group) ? lastPa : run.entryPa, run, group);
    return divergence(run, run.va, "uniform group", "mixed contiguous group").explained(odd);
  }

  /** In the group of the entry at {@code entryPa}, which is not whole, the first that breaks it. */
  private String oddOneOut(long entryPa, Run run, int group) {
    long firstPa = Geometry.alignDown(entryPa, 8L * group);
    for (long pa = firstPa; pa < firstPa + 8L * group; pa += 8) {
      long descriptor = memory.read(pa);
      if (descriptor != run.descriptor + (pa - run.entryPa) / 8 * run.entryBytes()) {
        return "in the same group, " + entry(run.level, pa, descriptor);
      }
    }
    throw new AssertionError("the group at pa " + Long.toHexString(firstPa) + " is whole");
  }

  private boolean isWhole(long entryPa, Run run, int group) {
    long firstPa = Geometry.alignDown(entryPa, 8L * group);
    if (firstPa >= run.entryPa && firstPa + 8L * group <= run.entryPa + 8L * run.count) {
      return true;
    }
    long steps = (firstPa - run.entryPa) / 8;
    boolean same = memory.read(firstPa) == run.descriptor + steps * run.entryBytes();
    return same && memory.runLength(firstPa, group, run.entryBytes()) == group;
  }

  /** Returns what is wrong with a table descriptor, or null. */
  Divergence checkTable(long entryPa, int level, long va, long descriptor) {
    long below = format.table(descriptor);
    String fault = null;
    if (!shadow.isLive(below)) {
      fault = "table descriptor to a frame that is no table";
    } else if (shadow.level(below) != level + 1) {
      fault = "table for another level";
    } else if (!shadow.isProper(below, level + 1, entryPa)) {
      fault = "table reachable in two ways";
    } else if (format.isTableMalformed(descriptor)) {
      fault = "bits that must be zero";
    }
    return fault == null
        ? null
        : new Divergence(
            CheckName.MAPPING,
            "",
            "table",
            va,
            "",
            "well-formed table",
            fault,
            entry(level, entryPa, descriptor)
                + ", for va " + Long.toHexString(va) + " to "
                + Long.toHexString(va + geometry.bytes(level) - 1));
  }
}
