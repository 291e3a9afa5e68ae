package io.splitproof.fuzz.minimize;

/**
 * The name of an object of a program.
 *
 * @param area whether it is an area; else it is a block
 * @param number its number
 */
record Named(boolean area, int number) {

  static Named area(int number) {
    return new Named(true, number);
  }

  static Named block(int number) {
    return new Named(false, number);
  }
}
