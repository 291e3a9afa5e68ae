package io.splitproof.impl.linux;

import io.splitproof.oracle.contract.StateDigest;
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

  void digest(StateDigest digest) {
    for (Block block : blocks) {
      if (block != null) {
        digest.add(block.number());
        digest.add(block.pfn());
        digest.add(block.pages());
        digest.add(block.exact());
      }
    }
    digest.add(blocks.length);
  }

  void reset() {
    Arrays.fill(blocks, null);
  }
}
