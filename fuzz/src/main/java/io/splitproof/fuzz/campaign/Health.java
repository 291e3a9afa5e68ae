package io.splitproof.fuzz.campaign;

import java.util.Map;

/**
 * How well a campaign can do its work.
 *
 * @param restarts workers that died and were replaced
 * @param heapBytes heap in use by all workers together; 0 while nobody has said
 * @param unjudged programs of which nothing can be said, by what stood in the way
 * @param trouble what keeps it from writing something down, in a few words; empty if nothing does
 */
public record Health(
    long restarts, long heapBytes, Map<String, Long> unjudged, String trouble) {

  /** All is well. */
  public static final Health GOOD = new Health(0, 0, Map.of(), "");
}
