package io.splitproof.oracle.contract;

/**
 * Where an operation points: a byte offset into an object of the program, or a physical address
 * taken through the linear map. Objects are named by small numbers, so that a program never
 * depends on the addresses an implementation happened to choose.
 *
 * @param base what the offset counts from
 * @param object number of the area or block; 0 for {@link Base#PHYSICAL}
 * @param offset bytes from the start of the object, or the physical address
 */
public record Address(Base base, int object, long offset) {

  /** What an offset counts from. */
  public enum Base {
    /** The vmalloc address of an area. */
    AREA,
    /** The linear-map address of a block of pages; names nothing outside the linear map. */
    BLOCK,
    /** The linear-map address of physical address 0; names nothing outside the linear map. */
    PHYSICAL,
    /** The linear-map address of the page that backs an area at this offset. */
    BACKING
  }

  /** Address {@code offset} bytes into area number {@code area}. */
  public static Address area(int area, long offset) {
    return new Address(Base.AREA, area, offset);
  }

  /** Linear-map address {@code offset} bytes into block number {@code block}. */
  public static Address block(int block, long offset) {
    return new Address(Base.BLOCK, block, offset);
  }

  /** Linear-map address of the page behind the byte {@code offset} bytes into area {@code area}. */
  public static Address backing(int area, long offset) {
    return new Address(Base.BACKING, area, offset);
  }

  /** Linear-map address of physical address {@code pa}. */
  public static Address physical(long pa) {
    return new Address(Base.PHYSICAL, 0, pa);
  }
}
