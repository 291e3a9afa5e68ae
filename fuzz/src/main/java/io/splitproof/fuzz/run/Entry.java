package io.splitproof.fuzz.run;

import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Geometry;
import java.util.OptionalLong;

/**
 * An entry of a live table, at a moment of a run.
 *
 * @param pa physical address of the entry
 * @param level level of its table; -1 if it lies in none
 * @param va first virtual address it is for, if a walk can meet it
 * @param bytes how many bytes of them
 * @param format how it is written
 * @param realm whether the machine is a realm
 */
record Entry(long pa, int level, OptionalLong va, long bytes, Format format, boolean realm) {

  /** The entry at {@code pa} as the judge of {@code subject} knows it now. */
  static Entry at(JudgedMachine subject, long pa) {
    int level = subject.judge().levelOf(pa);
    Geometry geometry = subject.machine().config().geometry();
    long bytes = level < 0 ? 0 : geometry.bytes(level);
    OptionalLong va = subject.judge().vaOf(pa);
    return new Entry(pa, level, va, bytes, geometry.format(), subject.machine().config().realm());
  }

  /** The neighbour {@code index} entries on. */
  Entry next(int index) {
    OptionalLong there = va.isEmpty() ? va : OptionalLong.of(va.getAsLong() + index * bytes);
    return new Entry(pa + 8L * index, level, there, bytes, format, realm);
  }

  /** How many entries on from here the one for {@code address} is; negative if it is before. */
  long stepsTo(long address) {
    return va.isEmpty() ? -1 : Math.floorDiv(address - va.getAsLong(), bytes);
  }

  /** Where it is, in words. */
  String place() {
    if (level < 0) {
      return "in no table";
    }
    return "level " + level
        + (va.isEmpty() ? ", not hooked in" : ", va " + Long.toHexString(va.getAsLong()));
  }

  /** What {@code descriptor} says in it, in words. */
  String words(long descriptor) {
    return level < 0 ? "?" : format.words(descriptor, level, realm);
  }

  /** A store to it, in words. */
  String change(long before, long after) {
    return words(before) + " -> " + words(after);
  }
}
