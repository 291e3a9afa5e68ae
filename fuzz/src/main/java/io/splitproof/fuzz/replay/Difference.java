package io.splitproof.fuzz.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * What is one thing on one variant and another on the other: what some pages permit, or something
 * that is not about pages.
 *
 * @param place {@code linear}, or an area such as {@code A0}; empty if it is not about pages
 * @param start first byte: of the linear map its virtual address, of an area counted from its start
 * @param end first byte behind
 * @param one what it is on the first
 * @param other what it is on the second
 */
public record Difference(String place, long start, long end, String one, String other) {

  private static final String NOTHING = "no such pages";

  /** One that is not about pages. */
  static Difference of(String one, String other) {
    return new Difference("", 0, 0, one, other);
  }

  /** Which pages: {@code linear} or an area, then their range; empty if it is not about pages. */
  public String where() {
    return place.isEmpty() ? "" : new Stretch(place, start, end, "").where();
  }

  /** Everything in which {@code one} and {@code other} differ, in order. */
  static List<Difference> between(List<Stretch> one, List<Stretch> other) {
    List<Difference> differences = new ArrayList<>();
    List<String> places = new ArrayList<>();
    one.forEach(stretch -> places.add(stretch.place()));
    other.forEach(stretch -> places.add(stretch.place()));
    for (String place : places.stream().distinct().toList()) {
      at(place, in(place, one), in(place, other), differences);
    }
    return differences;
  }

  private static List<Stretch> in(String place, List<Stretch> stretches) {
    return stretches.stream().filter(stretch -> stretch.place().equals(place)).toList();
  }

  private static void at(
      String place, List<Stretch> one, List<Stretch> other, List<Difference> differences) {
    List<Long> marks = new ArrayList<>();
    for (List<Stretch> stretches : List.of(one, other)) {
      stretches.forEach(stretch -> marks.addAll(List.of(stretch.start(), stretch.end())));
    }
    List<Long> sorted = marks.stream().distinct().sorted().toList();
    int first = 0;
    int second = 0;
    for (int i = 0; i + 1 < sorted.size(); i++) {
      long start = sorted.get(i);
      first = from(one, first, start);
      second = from(other, second, start);
      String mine = words(one, first, start);
      String its = words(other, second, start);
      if (!mine.equals(its)) {
        differences.add(new Difference(place, start, sorted.get(i + 1), mine, its));
      }
    }
  }

  /** The first stretch from number {@code index} on that ends behind {@code at}. */
  private static int from(List<Stretch> stretches, int index, long at) {
    int next = index;
    while (next < stretches.size() && stretches.get(next).end() <= at) {
      next++;
    }
    return next;
  }

  private static String words(List<Stretch> stretches, int index, long at) {
    boolean there = index < stretches.size() && stretches.get(index).start() <= at;
    return there ? stretches.get(index).words() : NOTHING;
  }
}
