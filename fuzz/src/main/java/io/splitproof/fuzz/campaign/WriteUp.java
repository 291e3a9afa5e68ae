package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Writes up what others than a search have found, in the same way. */
public final class WriteUp {

  private WriteUp() {}

  /** Where a campaign writes up what has that signature. */
  public static Path folder(Path findings, String signature) {
    return new FindingFolders(findings).folder(signature);
  }

  /** Where a campaign leaves a program that it could not judge for that reason. */
  public static Path unjudged(Path findings, String why) {
    return new FindingFolders(findings).unjudged(why);
  }

  /**
   * Minimises a program that diverges and writes it into a folder below {@code findings}, which
   * exists, unless one is there that shows the same signature.
   *
   * @return that folder
   * @throws IllegalArgumentException if the program shows nothing
   * @throws IOException if it cannot be written
   */
  public static Path of(
      Variant variant, Set<CheckName> checks, Program program, Path findings) throws IOException {
    RunResult result = Runner.thorough(variant, checks).run(program);
    if (result.isClean()) {
      throw new IllegalArgumentException("shows nothing on " + variant.name() + ":\n" + program);
    }
    return new FindingFolders(findings)
        .renew(Finding.of(variant, checks, program, result, System::nanoTime));
  }
}
