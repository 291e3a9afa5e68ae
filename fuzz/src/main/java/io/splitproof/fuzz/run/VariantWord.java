package io.splitproof.fuzz.run;

import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.nio.file.Path;
import java.util.List;

/**
 * What is judged, as one word for the command line of a process of our own: the name of a variant,
 * or of the kernel of a tree which it is, a line for each thing to be said of it.
 */
public final class VariantWord {

  private static final String LINE = "\n";

  private VariantWord() {}

  /** The word for {@code variant}. */
  public static String of(Variant variant) {
    return variant instanceof KernelVariant kernel ? of(kernel.source()) : variant.name();
  }

  private static String of(KernelSource source) {
    String options = String.join(LINE, source.options());
    return String.join(
        LINE, KernelVariant.NAME, source.flavour().name(), source.built().toString(), options);
  }

  /**
   * What {@link #of} gave the word for; of a kernel only what is built of it, and nothing more is.
   *
   * @throws IllegalArgumentException if there is no such variant
   */
  public static Variant read(String word) {
    List<String> lines = List.of(word.split(LINE));
    if (!lines.get(0).equals(KernelVariant.NAME)) {
      return Variants.named(word);
    }
    Flavour flavour = Flavour.valueOf(lines.get(1));
    List<String> options = lines.subList(3, lines.size());
    return new KernelVariant(new KernelSource(options, Path.of(lines.get(2)), flavour));
  }
}
