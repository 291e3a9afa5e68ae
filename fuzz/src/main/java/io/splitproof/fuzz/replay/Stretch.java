package io.splitproof.fuzz.replay;

/**
 * Neighbouring pages that are alike.
 *
 * @param place {@code linear}, or an area such as {@code A0}
 * @param start first byte: of the linear map its virtual address, of an area counted from its start
 * @param end first byte behind
 * @param words what they permit
 */
record Stretch(String place, long start, long end, String words) {

  /** Where it is, for people. */
  String where() {
    return place + " " + Long.toHexString(start) + "-" + Long.toHexString(end);
  }
}
