package io.splitproof.fuzz.systems;

import io.splitproof.fuzz.corpus.Claims;
import io.splitproof.fuzz.corpus.ProgramSources;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.UnreadableProgramException;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault that the threads talk about, and a program that shows it where it is.
 *
 * @param name what it is called: the file's name without its ending
 * @param program the program
 * @param claims what its header says: which variants had it and how it shows, which have it not,
 *     what it looks like elsewhere, and where it was talked about
 */
public record ThreadBug(String name, Program program, Claims claims) {

  private static final String SUFFIX = ".txt";

  /**
   * All that are in {@code folder}, in order.
   *
   * @throws IOException if it or something in it cannot be read, or a header says nothing of
   *     variants; the message says where
   */
  public static List<ThreadBug> all(Path folder) throws IOException {
    List<ThreadBug> bugs = new ArrayList<>();
    for (Path file : ProgramSources.files(folder)) {
      bugs.add(read(file));
    }
    return bugs;
  }

  private static ThreadBug read(Path file) throws IOException {
    ProgramFile read = ProgramFile.read(file);
    String name = file.getFileName().toString();
    Claims claims = Claims.of(read);
    if (!claims.isTable()) {
      throw new UnreadableProgramException(
          file, "says neither '# had-by VARIANT SIGNATURE' nor '# fixed-in VARIANTS'");
    }
    for (String variant : claims.variantsOfTable()) {
      if (!Variants.isOne(variant)) {
        throw new UnreadableProgramException(file, "there is no variant '" + variant + "'");
      }
    }
    return new ThreadBug(name.replace(SUFFIX, ""), read.program(), claims);
  }

  /** Whether its header says anything of the variant of that name. */
  public boolean concerns(String variant) {
    return claims.variantsOfTable().contains(variant);
  }

  /** The signature that its header says it shows on the variant of that name, or null. */
  public String claimed(String variant) {
    return claims.had().stream()
        .filter(had -> had.variant().equals(variant))
        .map(Claims.Had::signature)
        .findFirst()
        .orElse(null);
  }

  /** Whether {@code signature}, found on the variant of that name, may come of this fault. */
  public boolean explains(String variant, String signature) {
    String own = claimed(variant);
    return own != null && (own.equals(signature) || claims.looksLike(signature));
  }
}
