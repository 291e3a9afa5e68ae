package io.splitproof.fuzz.twins;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineEvents.Barrier;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.MachineEvents.Invalidation;
import io.splitproof.oracle.contract.MachineEvents.Lock;
import io.splitproof.oracle.contract.MachineEvents.Space;
import io.splitproof.oracle.contract.Warning;
import java.util.Locale;

/** Kinds of announcement that are compared, and how each is written. */
enum Kind {
  STORED("store      [%x] %d entries %016x, step %x"),
  BARRIER("barrier    %s", Barrier.values()),
  INVALIDATED("tlbi       %x-%x %s", Invalidation.values()),
  TABLE_ALLOCATED("table      [%x] new, level %d, %s", Space.values()),
  TABLE_FREED("table      [%x] freed"),
  TRIED("allocates  %s", FaultPlan.Scope.values()),
  FAILED("no memory  %s", FaultPlan.Scope.values()),
  ALLOCATING("may sleep  %d"),
  LOCKED("lock       %s", Lock.values()),
  UNLOCKED("unlock     %s", Lock.values()),
  ENTERED("enter      %s", Context.values()),
  LEFT("leave      %s", Context.values()),
  HOST_TOLD("host       %x-%x shared %d"),
  WARNED("WARN       %s", Warning.values()),
  PANICKED("panic"),
  AREA_MAPPED("area       A%d at %x, %d pages, first frame %x"),
  AREA_UNMAPPED("area       A%d unmapped"),
  BLOCK_TAKEN("block      B%d frames %x, %d pages"),
  FRAMES_FREED("free       frames %x, %d pages"),
  KFENCE_POOL("kfence     pool frames %x, %d pages"),
  CPU_ONLINE("online     cpu %d, bbml2 %d"),
  RUNNING_ON("cpu        %d"),
  INTERRUPTED("interrupt  begins"),
  RESUMED("interrupt  over"),
  ENDED("result     %s"),
  THREW("crash");

  private static final Kind[] KINDS = values();

  private final String format;
  private final Enum<?>[] names;

  /** The last of its words, if there are {@code names}, is the number of one of them. */
  Kind(String format, Enum<?>... names) {
    this.format = format;
    this.names = names;
  }

  static Kind numbered(long number) {
    return KINDS[(int) number];
  }

  /** The announcement in words. */
  String text(Object[] words) {
    if (names.length > 0) {
      int last = words.length - 1;
      String name = names[((Long) words[last]).intValue()].name();
      words[last] = name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return String.format(Locale.ROOT, format, words);
  }
}
