package io.splitproof.impl.kernel;

import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.nio.file.Path;
import java.util.List;

/**
 * Which kernel.
 *
 * @param options what a user says to mean it, word by word: {@code --tree}, a tree, and so on
 * @param built where {@link BuiltExecutors} finds what is built of it
 * @param flavour which executors are to run
 */
public record KernelSource(List<String> options, Path built, Flavour flavour) {

  /** The tree, as a user names it. */
  public String tree() {
    return options.get(1);
  }
}
