package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.AgainLine;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder with one folder for each signature found. A finding is written aside and then renamed,
 * so that whatever is there is whole; one that is there already stays as it is.
 */
final class FindingFolders {

  private static final int LONGEST_NAME = 120;

  private static final String PROGRAM = "program.txt";

  /** Where findings go that are so no longer. */
  private static final String OUTDATED = ".splitproof/outdated";

  private final Path top;

  FindingFolders(Path top) {
    this.top = top;
  }

  /** Where a finding of that signature is, or would be. */
  Path folder(String signature) {
    return top.resolve(nameOf(signature));
  }

  /**
   * A file name for {@code signature}: letters, digits, dots and dashes; different for different
   * signatures.
   */
  static String nameOf(String signature) {
    String name = signature.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-|-$", "");
    String shortened = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    return shortened + "-" + String.format("%08x", signature.hashCode());
  }

  /**
   * Writes a finding unless its folder is there.
   *
   * @return the folder
   * @throws IOException if it cannot be written; nothing is left behind then
   */
  Path write(Finding finding) throws IOException {
    Path folder = folder(finding.signature());
    WholeFiles.writeFolder(folder, unfinished -> fill(unfinished, finding, folder));
    return folder;
  }

  /** The file with a program of which nothing can be said for that reason. */
  Path unjudged(String why) {
    return top.resolve(nameOf("unjudged " + why) + ".txt");
  }

  /** Writes such a program. */
  void writeUnjudged(Program program, String why) throws IOException {
    String reason = why.lines().findFirst().orElse("");
    WholeFiles.write(unjudged(why), "# no verdict: " + reason + "\n" + ProgramText.print(program));
  }

  /**
   * Writes a finding as {@link #write} does, but first puts what is there of its signature aside if
   * that does not show it: the judged has changed, or it was found in another.
   *
   * @return the folder
   * @throws IOException if it cannot be written; nothing is lost then
   */
  Path renew(Finding finding) throws IOException {
    Path folder = folder(finding.signature());
    if (Files.isDirectory(folder) && !shows(folder, finding)) {
      Path aside = Files.createDirectories(top.resolve(OUTDATED));
      String name = folder.getFileName() + "-" + Long.toHexString(System.nanoTime());
      Files.move(folder, aside.resolve(name));
    }
    return write(finding);
  }

  private static boolean shows(Path folder, Finding finding) {
    try {
      Program program = ProgramText.parse(Files.readString(folder.resolve(PROGRAM)));
      RunResult result = Runner.thorough(finding.variant(), finding.checks()).run(program);
      return !result.isClean() && result.divergence().signature().equals(finding.signature());
    } catch (IOException | ProgramSyntaxException e) {
      return false;
    }
  }

  private static void fill(Path at, Finding finding, Path folder) throws IOException {
    text(at.resolve(PROGRAM), header(finding) + ProgramText.print(finding.program()));
    if (ProgramBytes.canEncode(finding.program())) {
      Files.write(at.resolve("program.bin"), ProgramBytes.encode(finding.program()));
    }
    text(at.resolve("original.txt"), header(finding) + ProgramText.print(finding.found()));
    text(at.resolve("trace.txt"), finding.trace().text());
    text(at.resolve("README"), readme(finding, folder));
  }

  /** So that a program says what it shows, wherever it is copied to. */
  private static String header(Finding finding) {
    String checks = "# checks " + Checks.text(finding.checks()) + "\n";
    return "# variant "
        + finding.variant().name()
        + "\n# finds "
        + finding.signature()
        + "\n"
        + (finding.checks().containsAll(Checks.ALL) ? "" : checks);
  }

  private static String readme(Finding finding, Path folder) {
    Program program = finding.program();
    String checks = Checks.text(finding.checks());
    return finding.signature()
        + "\n\n"
        + finding.divergence().describe()
        + "\n\nchecks on     "
        + checks
        + "\nprogram.txt   "
        + program.steps().size()
        + " steps that show it (original.txt: the "
        + finding.found().steps().size()
        + " it was found with)\ntrace.txt     its run, step by step\n\nReplay:\n\n  "
        + AgainLine.replay(finding.variant(), finding.checks(), folder.resolve(PROGRAM))
        + "\n";
  }

  private static void text(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardCharsets.UTF_8);
  }
}
