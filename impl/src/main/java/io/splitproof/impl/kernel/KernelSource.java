package io.splitproof.impl.kernel;

import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

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

  /** The patches applied to it, in that order. */
  public List<String> patches() {
    return IntStream.range(1, options.size())
        .filter(word -> options.get(word - 1).equals("--patch"))
        .mapToObj(options::get)
        .toList();
  }
}
