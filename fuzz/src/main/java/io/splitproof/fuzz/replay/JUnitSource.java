package io.splitproof.fuzz.replay;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.Set;

/**
 * A program as the source of a JUnit 5 test: it fails as long as the variant diverges, and says
 * how. It needs Splitproof and JUnit on its class path.
 */
public final class JUnitSource {

  private static final int LONGEST_NAME = 60;

  private JUnitSource() {}

  /**
   * The source of a class {@link #className}.
   *
   * @param signature what the program shows; null if nothing
   */
  public static String of(
      Program program, Variant variant, Set<CheckName> checks, String signature) {
    String shows =
        signature == null ? "Shows nothing on " : "Shows " + signature + "\n * on ";
    String only =
        checks.containsAll(Checks.ALL) ? "" : ", Checks.parse(\"" + Checks.text(checks) + "\")";
    return """
        import static org.junit.jupiter.api.Assertions.assertTrue;

        import io.splitproof.fuzz.program.Program;
        import io.splitproof.fuzz.program.ProgramText;
        %simport io.splitproof.fuzz.run.RunResult;
        import io.splitproof.fuzz.run.Runner;
        import io.splitproof.impl.Variants;
        import org.junit.jupiter.api.Test;

        /**
         * %s%s.
         */
        class %s {

          @Test
          void judgeAndJudgedAgree() {
            Program program =
                ProgramText.parse(
                    \"""
        %s            \""");
            Runner runner = Runner.thorough(Variants.named("%s")%s);
            RunResult result = runner.run(program);
            assertTrue(result.isClean(), () -> result.divergence().describe());
          }
        }
        """
        .formatted(
            only.isEmpty() ? "" : "import io.splitproof.fuzz.run.Checks;\n",
            shows.replace("->", "-&gt;"),
            variant.name(),
            className(variant, signature),
            ProgramText.print(program).indent(12),
            variant.name(),
            only);
  }

  /** A class name made of the words of {@code signature}, or of the variant if it is null. */
  public static String className(Variant variant, String signature) {
    StringBuilder name = new StringBuilder();
    for (String word : (signature == null ? variant.name() : signature).split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty() && name.length() + word.length() <= LONGEST_NAME) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name + "Test";
  }
}
