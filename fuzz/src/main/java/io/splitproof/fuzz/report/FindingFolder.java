package io.splitproof.fuzz.report;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.AgainLine;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A finding as a campaign wrote it up.
 *
 * @param folder where it is
 * @param signature what it was found as
 * @param variant what was judged
 * @param checks which checks judged
 * @param text the program as it is written, comments included
 * @param program the program
 */
record FindingFolder(
    Path folder,
    String signature,
    Variant variant,
    Set<CheckName> checks,
    String text,
    Program program) {

  private static final String PROGRAM = "program.txt";
  private static final String README = "README";
  private static final Pattern VARIANT = Pattern.compile("--variant (\\S+)");
  private static final String KERNEL = "./splitproof kernel replay ";
  private static final Pattern CHECKS = Pattern.compile("(?m)^checks on +(\\S+)$");

  /** Whether there is a finding in {@code folder} itself. */
  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(PROGRAM));
  }

  /** The findings in folders below {@code top}, by name; {@code kernel} as of {@link #in}. */
  static List<FindingFolder> below(Path top, Variant kernel) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(top)) {
      folders = all.filter(FindingFolder::isOne).filter(FindingFolder::isWhole).sorted().toList();
    }
    List<FindingFolder> findings = new ArrayList<>();
    for (Path folder : folders) {
      findings.add(in(folder, kernel));
    }
    return findings;
  }

  /** Campaigns give names that begin with a dot to what they have not written to the end. */
  private static boolean isWhole(Path folder) {
    return !folder.getFileName().toString().startsWith(".");
  }

  /**
   * Reads the finding in {@code folder}.
   *
   * @param kernel what is judged if it is of the kernel of a tree; null if nobody has said
   * @throws ReportFormatException if it is something else
   * @throws IOException if it cannot be read
   */
  static FindingFolder in(Path folder, Variant kernel) throws IOException {
    Path file = folder.resolve(PROGRAM);
    Path readme = folder.resolve(README);
    String text = read(file);
    String about = read(readme);
    try {
      return new FindingFolder(
          folder,
          about.lines().findFirst().orElse(""),
          about.contains(KERNEL)
              ? kernel(kernel, readme)
              : Variants.named(find(VARIANT, about, readme, "--variant NAME")),
          Checks.parse(find(CHECKS, about, readme, "a line 'checks on NAMES'")),
          text,
          ProgramText.parse(text));
    } catch (ProgramSyntaxException e) {
      throw new ReportFormatException(file + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new ReportFormatException(readme + ": " + e.getMessage());
    }
  }

  private static Variant kernel(Variant kernel, Path readme) throws IOException {
    if (kernel == null) {
      throw new ReportFormatException(
          readme + ": a finding of a kernel tree; say which with kernel report --tree LINUX");
    }
    return kernel;
  }

  private static String read(Path file) throws IOException {
    Limits.check(file, Limits.FILE);
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new ReportFormatException(file + ": not UTF-8 text");
    }
  }

  private static String find(Pattern pattern, String text, Path file, String expected)
      throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new ReportFormatException(file + ": does not have " + expected);
    }
    return matcher.group(1);
  }

  /** What to type to see it again, in a checkout. */
  String replay() {
    return AgainLine.replay(variant, checks, folder.resolve(PROGRAM));
  }
}
