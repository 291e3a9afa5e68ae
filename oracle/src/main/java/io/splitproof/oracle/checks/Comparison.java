package io.splitproof.oracle.checks;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.reference.PageMap;
import io.splitproof.oracle.reference.World;
import java.util.Set;

/**
 * Holds the live tables against the reference: after an operation, where entries were stored and
 * where the reference changed; at the ends of a program, everywhere.
 */
final class Comparison implements TableWalk.Visitor {

  private final World world;
  private final Geometry geometry;
  private final TableShadow shadow;
  private final TablePlaces places;
  private final TableWalk walk;
  private final PermissionCheck permission;
  private final MappingCheck mapping;
  private final boolean judgesPermission;
  private final boolean judgesMapping;
  private final VisitedRanges visited = new VisitedRanges();
  private int tablesMet;

  Comparison(
      World world,
      DescriptorMemory memory,
      TableShadow shadow,
      TablePlaces places,
      TableWalk walk,
      Set<CheckName> enabled) {
    this.world = world;
    this.geometry = world.geometry();
    this.shadow = shadow;
    this.places = places;
    this.walk = walk;
    this.permission = new PermissionCheck(world);
    this.mapping = new MappingCheck(world, memory, shadow);
    this.judgesPermission = enabled.contains(CheckName.PERMISSION);
    this.judgesMapping = enabled.contains(CheckName.MAPPING);
  }

  /** Compares what one operation touched, or should have. */
  Divergence afterOperation(DirtyRanges dirty) {
    visited.clear();
    for (int i = 0; i < dirty.size(); i++) {
      Divergence found = stored(dirty.firstPa(i), dirty.count(i));
      if (found != null) {
        return found;
      }
    }
    return changed(world.pages());
  }

  private Divergence stored(long entryPa, int count) {
    int level = shadow.level(entryPa);
    long va = places.va(entryPa, level);
    if (va == TableShadow.UNREACHABLE || va >= geometry.vmallocEnd()) {
      return null;
    }
    long end = va + ((long) count << geometry.shift(level));
    visited.add(va, end);
    if (!places.isWalked()) {
      return walk.visit(va, end, level, this);
    }
    long table = entryPa & -geometry.pageBytes();
    return walk.visitTable(table, level, places.bitsAbove(), va, end, this);
  }

  private Divergence changed(PageMap pages) {
    for (int i = 0; i < pages.changes(); i++) {
      long first = pages.va(pages.changedFirst(i));
      long end = first + (pages.changedCount(i) << geometry.pageShift());
      Divergence found =
          visited.covers(first, end) ? null : walk.visit(first, end, TableWalk.NO_LEVEL, this);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Compares every page, and counts the tables met on the way. */
  Divergence everywhere() {
    tablesMet = 1;
    return walk.visit(geometry.linearStart(), geometry.vmallocEnd(), TableWalk.ANY_LEVEL, this);
  }

  /** Tables met by the last {@link #everywhere}, the root included. */
  int tablesMet() {
    return tablesMet;
  }

  @Override
  public Divergence run(Run run) {
    Divergence found = judgesPermission ? permission.check(run) : null;
    return found == null && judgesMapping ? mapping.check(run) : found;
  }

  @Override
  public Divergence table(long entryPa, int level, long va, long descriptor) {
    tablesMet++;
    return judgesMapping ? mapping.checkTable(entryPa, level, va, descriptor) : null;
  }
}
