package io.splitproof.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a corpus smaller while a campaign goes on in it. */
@FunctionalInterface
public interface Upkeep {

  /** Leaves corpora as they are. */
  Upkeep NONE = corpus -> Integer.MAX_VALUE;

  /**
   * Removes programs that others cover. The caller holds the corpus; new programs may come to it
   * meanwhile.
   *
   * @return programs left
   * @throws IOException if that does not work; nothing that covers more is lost then
   */
  int tidy(Path corpus) throws IOException;
}
