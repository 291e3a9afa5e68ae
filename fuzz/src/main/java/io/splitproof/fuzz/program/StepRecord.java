package io.splitproof.fuzz.program;

/**
 * One step as {@value #BYTES} bytes, little-endian, before its fields mean anything.
 *
 * @param opcode which operation
 * @param fault which plan, if any
 * @param faultCount count of the plan
 * @param object area or block
 * @param other block that lends frames
 * @param variant low nibble: permission, kind or state; then a flag and where the operand points
 * @param modes how {@code count} (low nibble) and {@code offset} (high nibble) are to be read
 * @param stride stride of a placement
 * @param count 32 bits
 * @param offset 48 bits, signed
 * @param beside whether it runs beside the step before, and in how many turns
 * @param turns how many stores each turn has: six low bytes, then six pairs of high bits
 */
record StepRecord(
    int opcode,
    int fault,
    int faultCount,
    int object,
    int other,
    int variant,
    int modes,
    int stride,
    int count,
    long offset,
    int beside,
    long turns) {

  /** Bytes in a record. */
  static final int BYTES = 27;

  private static final int COUNT = 8;
  private static final int OFFSET = 12;
  private static final int OFFSET_BITS = 48;
  private static final int BESIDE = 18;
  private static final int TURNS = 19;

  /** Reads the record at {@code at}; bytes at or after {@code size} count as zero. */
  static StepRecord read(byte[] bytes, int at, int size) {
    return new StepRecord(
        at(bytes, at, size),
        at(bytes, at + 1, size),
        at(bytes, at + 2, size),
        at(bytes, at + 3, size),
        at(bytes, at + 4, size),
        at(bytes, at + 5, size),
        at(bytes, at + 6, size),
        at(bytes, at + 7, size),
        (int) number(bytes, at + COUNT, size, OFFSET - COUNT),
        signed(number(bytes, at + OFFSET, size, BESIDE - OFFSET)),
        at(bytes, at + BESIDE, size),
        number(bytes, at + TURNS, size, BYTES - TURNS));
  }

  /** Writes the record at {@code at}. */
  void write(byte[] bytes, int at) {
    int[] fields = {opcode, fault, faultCount, object, other, variant, modes, stride};
    for (int i = 0; i < fields.length; i++) {
      bytes[at + i] = (byte) fields[i];
    }
    for (int i = COUNT; i < OFFSET; i++) {
      bytes[at + i] = (byte) (count >> 8 * (i - COUNT));
    }
    for (int i = OFFSET; i < BESIDE; i++) {
      bytes[at + i] = (byte) (offset >> 8 * (i - OFFSET));
    }
    bytes[at + BESIDE] = (byte) beside;
    for (int i = TURNS; i < BYTES; i++) {
      bytes[at + i] = (byte) (turns >> 8 * (i - TURNS));
    }
  }

  private static int at(byte[] bytes, int index, int size) {
    return index < size ? bytes[index] & 0xff : 0;
  }

  private static long number(byte[] bytes, int start, int size, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | at(bytes, start + i, size);
    }
    return value;
  }

  private static long signed(long offset) {
    return offset << 64 - OFFSET_BITS >> 64 - OFFSET_BITS;
  }
}
