package io.splitproof.fuzz.store;

import java.nio.file.Path;

/** What a folder holds for Splitproof itself; hidden, so that nothing else reads it. */
final class Kept {

  /** The folder below the folder. libFuzzer reads no folders whose name begins with a dot. */
  static final String FOLDER = ".splitproof";

  private Kept() {}

  static Path in(Path folder) {
    return folder.resolve(FOLDER);
  }
}
