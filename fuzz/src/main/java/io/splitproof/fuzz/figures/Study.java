package io.splitproof.fuzz.figures;

import java.io.IOException;
import java.util.function.Consumer;

/** Something that was published, to be looked at again on the models. */
public interface Study {

  /** One word. */
  String name();

  /**
   * Does it; the same effort gives the same figure on every machine.
   *
   * @param effort how much of it
   * @param progress told what is under way, in a few words
   * @throws IOException if something of the shelf cannot be read
   */
  Figure carryOut(Effort effort, Consumer<String> progress) throws IOException;
}
