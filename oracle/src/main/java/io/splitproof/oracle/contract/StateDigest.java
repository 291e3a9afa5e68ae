package io.splitproof.oracle.contract;

/**
 * A 128-bit digest of a state: equal states give equal digests, and different ones almost surely
 * different digests. Values are added in order; what has no order goes through a bag.
 *
 * <p>Taken for perfectly random, digests of n states collide anywhere with a probability of about
 * n^2 / 2^129: below 10^-24 for ten million. The mixing is that of MurmurHash3's finaliser, whose
 * constants these are; it guards against accidents, not against somebody who looks for collisions.
 */
public final class StateDigest {

  private static final long ONE = 0xff51afd7ed558ccdL;
  private static final long TWO = 0xc4ceb9fe1a85ec53L;
  private static final long THREE = 0x9e3779b97f4a7c15L;

  private long high;
  private long low;
  private long bagHigh;
  private long bagLow;

  /** Creates the digest of nothing. */
  public StateDigest() {
    clear();
  }

  /** Becomes the digest of nothing. */
  public void clear() {
    high = ONE;
    low = TWO;
    bagHigh = 0;
    bagLow = 0;
  }

  /** Adds {@code value} after what was added before. */
  public void add(long value) {
    high = mix((high ^ value) * ONE + low);
    low = mix((low + value) * TWO ^ high);
  }

  /** Adds {@code value} after what was added before. */
  public void add(boolean value) {
    add(value ? 1 : 0);
  }

  /** Puts {@code one} and {@code two}, as a pair, into the bag, whatever else is in it. */
  public void put(long one, long two) {
    long mixed = mix(one * THREE + mix(two ^ ONE));
    bagHigh += mix(mixed ^ TWO);
    bagLow += mix(mixed * ONE + two);
  }

  /** Takes a pair that is in the bag out of it again. */
  public void take(long one, long two) {
    long mixed = mix(one * THREE + mix(two ^ ONE));
    bagHigh -= mix(mixed ^ TWO);
    bagLow -= mix(mixed * ONE + two);
  }

  /** Adds the bag, in whatever order it was filled, and empties it. */
  public void addBag() {
    add(bagHigh);
    add(bagLow);
    bagHigh = 0;
    bagLow = 0;
  }

  /** The first 64 bits. */
  public long high() {
    return high;
  }

  /** The last 64 bits. */
  public long low() {
    return low;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * TWO;
    mixed = (mixed ^ mixed >>> 29) * THREE;
    return mixed ^ mixed >>> 32;
  }
}
