package io.splitproof.fuzz.run;

import io.splitproof.oracle.arch.DescriptorWords;
import java.util.OptionalLong;

/**
 * An entry of a live table, at a moment of a run.
 *
 * @param pa physical address of the entry
 * @param level level of its table; -1 if it lies in none
 * @param va first virtual address it is for, if a walk can meet it
 * @param bytes how many bytes of them
 * @param realm whether the machine is a realm
 */
record Entry(long pa, int level, OptionalLong va, long bytes, boolean realm) {

  /** The entry at {@code pa} as the judge of {@code subject} knows it now. */
  static Entry at(JudgedMachine subject, long pa) {
    int level = subject.judge().levelOf(pa);
    long bytes = level < 0 ? 0 : subject.machine().config().geometry().bytes(level);
    OptionalLong va = subject.judge().vaOf(pa);
    return new Entry(pa, level, va, bytes, subject.machine().config().realm());
  }

  /** The neighbour {@code index} entries on. */
  Entry next(int index) {
    OptionalLong there = va.isEmpty() ? va : OptionalLong.of(va.getAsLong() + index * bytes);
    return new Entry(pa + 8L * index, level, there, bytes, realm);
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
    return level < 0 ? "?" : DescriptorWords.of(descriptor, level, realm);
  }

  /** A store to it, in words. */
  String change(long before, long after) {
    return words(before) + " -> " + words(after);
  }
}
