package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder with one folder for each signature found. A finding is written aside and then renamed,
 * so that whatever is there is whole; one that is there already stays as it is.
 */
final class FindingFolders {

  private static final int LONGEST_NAME = 120;

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
    if (Files.exists(folder)) {
      return folder;
    }
    String unique = ProcessHandle.current().pid() + "-" + System.identityHashCode(this);
    Path unfinished = top.resolve(".unfinished-" + unique);
    Folders.delete(unfinished);
    Files.createDirectory(unfinished);
    try {
      fill(unfinished, finding, folder);
      moveUnlessThere(unfinished, folder);
    } finally {
      Folders.delete(unfinished);
    }
    return folder;
  }

  private static void moveUnlessThere(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another worker may have come first: file systems say so in several ways.
      if (!Files.isDirectory(to)) {
        throw e;
      }
    }
  }

  private static void fill(Path at, Finding finding, Path folder) throws IOException {
    text(at.resolve("program.txt"), ProgramText.print(finding.program()));
    if (ProgramBytes.canEncode(finding.program())) {
      Files.write(at.resolve("program.bin"), ProgramBytes.encode(finding.program()));
    }
    text(at.resolve("original.txt"), ProgramText.print(finding.found()));
    text(at.resolve("trace.txt"), finding.trace().text());
    text(at.resolve("README"), readme(finding, folder));
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
        + "./splitproof replay --variant "
        + finding.variant().name()
        + (finding.checks().containsAll(Checks.ALL) ? "" : " --checks " + checks)
        + " "
        + folder.resolve("program.txt")
        + "\n";
  }

  private static void text(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardCharsets.UTF_8);
  }
}
