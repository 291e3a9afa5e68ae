package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.ProgramFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of programs that a campaign starts from and adds to. */
final class CorpusFolder {

  private CorpusFolder() {}

  /**
   * Checks every file of {@code folder} that is not hidden and reads those in text; the fuzzing
   * engine reads those in bytes itself. A folder that is not there has none; a file that does not
   * hold what it was named after is passed over.
   *
   * @throws UsageException if it is not a folder that can be written to, there is nothing in it, or
   *     something in it is not a program
   */
  static List<Program> read(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException(folder + ": not a folder; expected one of programs");
    }
    OutputFolder.checkWritable(folder);
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(Files::isRegularFile).filter(CorpusFolder::isShown).sorted().toList();
    }
    if (files.isEmpty() && !ProgramFolder.isOne(folder)) {
      throw new UsageException(
          folder + ": no programs in it; to start a corpus, name a folder that is not there yet");
    }
    List<Program> texts = new ArrayList<>();
    for (Path file : files) {
      if (isDamaged(file)) {
        continue;
      }
      Program program = ProgramFiles.read(file);
      if (!isInBytes(file)) {
        if (!ProgramBytes.canEncode(program)) {
          throw new UsageException(
              file + ": cannot be said in bytes, as a corpus needs; see corpus convert --help");
        }
        texts.add(program);
      }
    }
    return texts;
  }

  /** A loss of power may have left it; the campaign puts it aside. */
  private static boolean isDamaged(Path file) throws IOException {
    String name = file.getFileName().toString();
    return ContentName.isOne(name) && !ContentName.fits(name, Files.readAllBytes(file));
  }

  private static boolean isShown(Path file) {
    return !file.getFileName().toString().startsWith(".");
  }

  private static boolean isInBytes(Path file) throws IOException {
    try (var start = Files.newInputStream(file)) {
      return ProgramBytes.isVersion(start.read());
    }
  }
}
