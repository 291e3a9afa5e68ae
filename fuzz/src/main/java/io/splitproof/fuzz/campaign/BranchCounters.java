package io.splitproof.fuzz.campaign;

import java.lang.reflect.Field;
import java.util.function.IntConsumer;

/**
 * What Jazzer's agent counts of branches of the judged, one byte each, in the classes that
 * libFuzzer sorts the counts into: 1, 2, 3, and from 4, 8, 16, 32 and 128 on. Of Jazzer 0.30.
 */
final class BranchCounters {

  /** Features are below this. */
  static final int FEATURES = 1 << 23;

  private static final int CLASSES = 8;

  private final long address;
  private final Field count;
  private byte[] zeros = {};

  /** Finds the counters of this process, whose agent is installed. */
  BranchCounters() {
    try {
      Class<?> map = Class.forName("com.code_intelligence.jazzer.runtime.CoverageMap");
      address = map.getField("countersAddress").getLong(null);
      count = map.getDeclaredField("currentNumCounters");
      count.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("this Jazzer has another inside than 0.30", e);
    }
  }

  private int count() {
    try {
      return count.getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts counting from zero. */
  void clear() {
    int counters = count();
    if (zeros.length < counters) {
      zeros = new byte[counters];
    }
    NativeMemory.write(address, zeros, counters);
  }

  /** Tells a number for each branch that was taken, and how often, in ascending order. */
  void report(IntConsumer features) {
    byte[] counters = NativeMemory.read(address, count());
    for (int branch = 0; branch < counters.length; branch++) {
      if (counters[branch] != 0) {
        features.accept(branch * CLASSES + classOf(counters[branch] & 0xff));
      }
    }
  }

  /** The class of a count from 1 to 255, from 0 to 7. */
  static int classOf(int times) {
    if (times < 4) {
      return times - 1;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(times);
    return bits < 6 ? bits : times < 128 ? 6 : 7;
  }
}
