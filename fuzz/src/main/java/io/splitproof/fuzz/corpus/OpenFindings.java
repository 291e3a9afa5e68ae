package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.kernel.KernelVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * True findings that are not fixed yet, by the file that shows each: somebody who finds one again
 * need not look into it. The kernel of a tree is taken to have those of the default variant, which
 * is Linux, too.
 */
public final class OpenFindings {

  private final Map<Path, Claims> claims = new LinkedHashMap<>();

  /**
   * Reads those in {@code folder}; none if there is no such folder.
   *
   * @throws IOException if it cannot be read
   */
  public OpenFindings(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path file : ProgramSources.files(folder)) {
        claims.put(file, Claims.of(ProgramFile.read(file)));
      }
    }
  }

  /** The file of the finding that {@code signature}, found on {@code variant}, may be. */
  public Optional<Path> of(Variant variant, String signature) {
    return claims.entrySet().stream()
        .filter(entry -> isAbout(entry.getValue(), variant))
        .filter(entry -> shows(entry.getValue(), signature))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isAbout(Claims claims, Variant variant) {
    boolean linux =
        variant instanceof KernelVariant
            && claims.variants().contains(Variants.byDefault().name());
    return linux || claims.variants().contains(variant.name());
  }

  private static boolean shows(Claims claims, String signature) {
    return claims.signatures().contains(signature) || claims.looksLike(signature);
  }
}
