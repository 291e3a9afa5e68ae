package io.splitproof.impl.kernel;

/** Kinds of message an executor sends, in the order of {@code enum sp_event} in splitproof.h. */
enum EventKind {
  HELLO,
  END,
  STORED,
  FILLED,
  ZEROED,
  BARRIER,
  INVALIDATED,
  TABLE_ALLOCATED,
  TABLE_FREED,
  TRIED,
  FAILED,
  ALLOCATING,
  LOCKED,
  UNLOCKED,
  ENTERED,
  LEFT,
  WARNED,
  DIED,
  AREA_MAPPED,
  AREA_UNMAPPED,
  BLOCK_TAKEN,
  FRAMES_FREED,
  KFENCE_POOL,
  CPU_ONLINE,
  HOST_TOLD,
  COVERED;

  private static final EventKind[] KINDS = values();

  /**
   * The kind of that number.
   *
   * @throws ExecutorFailure if there is none
   */
  static EventKind numbered(int number) {
    if (number >= KINDS.length) {
      throw new ExecutorFailure("the executor sent a message of the unknown kind " + number);
    }
    return KINDS[number];
  }
}
