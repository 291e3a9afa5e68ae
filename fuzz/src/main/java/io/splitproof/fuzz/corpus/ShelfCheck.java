package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.UnreadableProgramException;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replays programs and says where something else comes of them than their headers expect. */
public final class ShelfCheck {

  /**
   * One file.
   *
   * @param file where
   * @param differences what came of it that was not expected
   * @param unreadable why it could not be replayed, or null
   */
  public record Checked(Path file, List<String> differences, String unreadable) {

    /** Whether all is as its header says. */
    public boolean isFine() {
      return unreadable == null && differences.isEmpty();
    }
  }

  /** The variant that nearly all programs run on, with its machines booted. */
  private final Runner byDefault = Runner.thorough(Variants.byDefault());

  /**
   * Replays the program in {@code file} once for each thing its header expects.
   *
   * @throws IOException if the file cannot be read
   */
  public Checked check(Path file) throws IOException {
    ProgramFile program;
    List<Expectation> expectations;
    try {
      program = ProgramFile.read(file);
      expectations = Expectations.of(program);
    } catch (UnreadableProgramException e) {
      return new Checked(file, List.of(), e.problem());
    } catch (IllegalArgumentException e) {
      return new Checked(file, List.of(), "in its header: " + e.getMessage());
    }
    List<String> differences = new ArrayList<>();
    for (Expectation expectation : expectations) {
      RunResult result = runner(expectation).run(program.program());
      String difference = expectation.difference(program.program(), result);
      if (difference != null) {
        differences.add(expectation.where() + difference);
      }
    }
    return new Checked(file, List.copyOf(differences), null);
  }

  private Runner runner(Expectation expectation) {
    boolean usual =
        expectation.variant() == Variants.byDefault()
            && expectation.checks().containsAll(Checks.ALL);
    return usual
        ? byDefault
        : Runner.thorough(expectation.variant(), expectation.checks());
  }
}
