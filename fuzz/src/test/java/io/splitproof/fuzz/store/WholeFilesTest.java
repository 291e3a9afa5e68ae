package io.splitproof.fuzz.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {

  /** Where every write fails for lack of room, on the systems that have it. */
  private static final String NO_ROOM = "No space left on device";

  @TempDir private Path folder;

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("status.json");
    WholeFiles.write(file, "one");
    WholeFiles.write(file, "two");
    assertEquals("two", Files.readString(file));
    assertEquals(Set.of("status.json"), names());
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("no such folder").resolve("file");
    NoSuchFileException problem =
        assertThrows(NoSuchFileException.class, () -> WholeFiles.write(file, "x"));
    assertEquals(file.getParent().toString(), problem.getFile());
  }

  @Test
  void whatIsInTheWayStays() throws IOException {
    Path file = Files.createDirectory(folder.resolve("file"));
    Files.createFile(file.resolve("inside"));
    FileSystemException problem =
        assertThrows(FileSystemException.class, () -> WholeFiles.write(file, "x"));
    assertEquals(file.toString(), problem.getFile());
    assertTrue(Files.exists(file.resolve("inside")));
    assertEquals(Set.of("file"), names());
  }

  @Test
  void aFolderAppearsWhole() throws IOException {
    Path target = folder.resolve("finding");
    assertTrue(
        WholeFiles.writeFolder(
            target,
            aside -> {
              assertFalse(Files.exists(target));
              assertTrue(WholeFiles.isUnfinished(aside));
              Files.write(aside.resolve("a"), new byte[] {1, 2});
            }));
    assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(target.resolve("a")));
    assertEquals(Set.of("finding"), names());
  }

  @Test
  void aFolderThatIsThereStays() throws IOException {
    Path target = Files.createDirectory(folder.resolve("finding"));
    assertFalse(WholeFiles.writeFolder(target, aside -> Files.createFile(aside.resolve("a"))));
    assertFalse(Files.exists(target.resolve("a")));
  }

  @Test
  void aFolderWhoseFilesFindNoRoomDoesNotAppear() throws IOException {
    IOException problem =
        assertThrows(
            FileSystemException.class,
            () ->
                WholeFiles.writeFolder(
                    folder.resolve("finding"),
                    aside -> {
                      Files.createFile(aside.resolve("a"));
                      throw new IOException(NO_ROOM);
                    }));
    assertEquals(folder.resolve("finding") + ": " + NO_ROOM, problem.getMessage());
    assertEquals(Set.of(), names());
  }

  @Test
  void theSweepTakesWhatTheDeadLeft() throws IOException {
    long dead = deadProcess();
    Path left = Files.createDirectory(folder.resolve(".unfinished-" + dead + "-1-2"));
    Files.createFile(left.resolve("a"));
    Files.createFile(folder.resolve(".unfinished-" + dead + "-1-3"));
    assertEquals(2, WholeFiles.sweep(folder));
    assertEquals(Set.of(), names());
  }

  @Test
  void theSweepLeavesWhatTheLivingWriteAndWhatIsNotOurs() throws IOException {
    String mine = ".unfinished-" + ProcessHandle.current().pid() + "-1-2";
    Files.createFile(folder.resolve(mine));
    Files.createFile(folder.resolve(".unfinished-business"));
    Files.createFile(folder.resolve("program"));
    assertEquals(0, WholeFiles.sweep(folder));
    assertEquals(Set.of(mine, ".unfinished-business", "program"), names());
  }

  @Test
  void aProcessThatOnlyInheritedTheNumberIsNotTheWriter() throws IOException {
    Path file = folder.resolve(".unfinished-" + ProcessHandle.current().pid() + "-1-2");
    Files.createFile(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertEquals(1, WholeFiles.sweep(folder));
  }

  private static long deadProcess() throws IOException {
    Process process =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-h")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.onExit().join();
    return process.pid();
  }
}
