package io.splitproof.impl.linux;

import java.util.Arrays;

/** The blocks of pages the program owns, by number. */
final class Blocks {

  private final Block[] blocks = new Block[Areas.NUMBERS];

  /** The block of that number, or null. */
  Block get(int number) {
    return number >= 0 && number < blocks.length ? blocks[number] : null;
  }

  void add(Block block) {
    blocks[block.number()] = block;
  }

  void remove(Block block) {
    blocks[block.number()] = null;
  }

  void reset() {
    Arrays.fill(blocks, null);
  }
}
