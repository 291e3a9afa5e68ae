package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.ProgramFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What somebody means who names folders and files of programs. */
public final class ProgramSources {

  private static final String PROGRAM = "program.txt";

  private ProgramSources() {}

  /**
   * The files named: one by itself, and of a folder those that are likely to hold programs, in
   * folders below it too, in order; of a finding's folder its program. Hidden ones are passed over,
   * and what has the ending of something else.
   *
   * @throws IOException if there is none, or the folder holds programs of another version
   */
  public static List<Path> files(Path source) throws IOException {
    if (Files.isRegularFile(source)) {
      return List.of(source);
    }
    ProgramFolder.reading(source);
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (isFinding(folder)) {
              files.add(folder.resolve(PROGRAM));
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (folder.equals(source)) {
              return FileVisitResult.CONTINUE;
            }
            if (isHidden(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            ProgramFolder.reading(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file) && !isHidden(file) && ProgramFile.isLikely(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  /** Whether a campaign wrote a finding up there; what else is in it is not for machines. */
  private static boolean isFinding(Path folder) {
    return !isHidden(folder)
        && Files.isRegularFile(folder.resolve(PROGRAM))
        && Files.isRegularFile(folder.resolve("trace.txt"));
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }
}
