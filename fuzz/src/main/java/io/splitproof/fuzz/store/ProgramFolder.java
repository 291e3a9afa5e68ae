package io.splitproof.fuzz.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A corpus: a folder of programs in bytes, each in a file named after its content, as libFuzzer
 * keeps them; files with other names may lie among them. What Splitproof itself keeps there is in a
 * hidden folder, {@code .splitproof}: the version, the lock, and damaged files put aside.
 */
public final class ProgramFolder {

  private final Path folder;

  private ProgramFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a corpus to add to it: makes the folder if it is not there, checks and notes the version,
   * and removes what killed processes left unfinished.
   *
   * @throws WrongVersionException if it holds programs of another version
   * @throws IOException if it is no folder or cannot be written to
   */
  public static ProgramFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FolderVersion.check(folder);
    FolderVersion.write(folder);
    WholeFiles.sweep(folder);
    WholeFiles.sweep(Kept.in(folder));
    return new ProgramFolder(folder);
  }

  /**
   * Opens a folder of programs to read them; nothing is written.
   *
   * @throws WrongVersionException if it holds programs of another version
   * @throws IOException if it is not there or no folder
   */
  public static ProgramFolder reading(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    FolderVersion.check(folder);
    return new ProgramFolder(folder);
  }

  /** Whether {@code folder} was opened as a corpus before, even if nothing is in it yet. */
  public static boolean isOne(Path folder) {
    return Files.exists(FolderVersion.file(folder));
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Its files in order of their names, but for hidden and unfinished ones and folders. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).filter(ProgramFolder::isShown).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isShown(Path file) {
    return !file.getFileName().toString().startsWith(".");
  }

  /**
   * Adds a program unless it is there.
   *
   * @return whether it is new
   * @throws IOException if it cannot be written; nothing changes then
   */
  public boolean add(byte[] program) throws IOException {
    Path file = folder.resolve(ContentName.of(program));
    if (Files.exists(file)) {
      return false;
    }
    WholeFiles.write(file, program);
    return true;
  }

  /** Whether a program is there, in a file named after it. */
  public boolean contains(byte[] program) {
    return Files.exists(folder.resolve(ContentName.of(program)));
  }

  /**
   * Finds files that do not hold what their name says: the disk was full or the machine lost power
   * while they were written. Those of a live campaign may just be on their way; ask for the
   * {@link FolderLock} first.
   */
  public List<Path> damaged() throws IOException {
    List<Path> damaged = new ArrayList<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (ContentName.isOne(name) && !ContentName.fits(name, Files.readAllBytes(file))) {
        damaged.add(file);
      }
    }
    return damaged;
  }

  /**
   * Moves a file out of the way, to {@code .splitproof/damaged}.
   *
   * @return where it is now
   */
  public Path setAside(Path file) throws IOException {
    Path aside = Kept.in(folder).resolve("damaged");
    Files.createDirectories(aside);
    return Files.move(
        file, aside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
