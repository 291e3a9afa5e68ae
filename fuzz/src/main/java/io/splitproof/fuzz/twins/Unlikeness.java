package io.splitproof.fuzz.twins;

import java.util.List;

/**
 * Where two systems first do something else with the same program.
 *
 * @param step index of the step; -1 for boot
 * @param call what they were asked, as programs spell it
 * @param alike the last announcements before that, which are the same, in words
 * @param one what the first did then
 * @param other what the second did then
 * @param signature what stays the same while the program is made simpler
 * @param known why that is as it should be, in a sentence; empty if nobody knows
 */
public record Unlikeness(
    int step,
    String call,
    List<String> alike,
    String one,
    String other,
    String signature,
    String known) {

  /** The model takes the lowest hole that will do, the kernel the first that its tree leads to. */
  static final String PLACED_ELSEWHERE =
      "where a huge area goes among holes hardly larger than it depends on the shape of a tree";
}
