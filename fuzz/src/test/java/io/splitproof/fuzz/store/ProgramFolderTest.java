package io.splitproof.fuzz.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramFolderTest {

  private static final byte[] PROGRAM = {(byte) 0xb3, 0, 0};

  @TempDir private Path top;

  private Path version() {
    return FolderVersion.file(top);
  }

  private void claims(String text) throws IOException {
    ProgramFolder.open(top);
    Files.writeString(version(), text);
  }

  @Test
  void aProgramIsAddedOnceUnderTheNameOfItsContent() throws IOException {
    ProgramFolder folder = ProgramFolder.open(top.resolve("corpus"));
    assertTrue(folder.add(PROGRAM));
    assertFalse(folder.add(PROGRAM));
    assertTrue(folder.contains(PROGRAM));
    assertEquals(List.of(folder.path().resolve(ContentName.of(PROGRAM))), folder.files());
  }

  @Test
  void hiddenFilesAndFoldersAreNoPrograms() throws IOException {
    ProgramFolder folder = ProgramFolder.open(top);
    Files.createFile(top.resolve(".unfinished-1-1-1"));
    Files.createDirectory(top.resolve("more"));
    assertEquals(List.of(), folder.files());
  }

  @Test
  void damagedFilesAreFoundAndPutAside() throws IOException {
    ProgramFolder folder = ProgramFolder.open(top);
    folder.add(PROGRAM);
    Files.write(top.resolve("by-hand"), PROGRAM);
    assertEquals(List.of(), folder.damaged());
    Path whole = top.resolve(ContentName.of(PROGRAM));
    Files.write(whole, new byte[] {PROGRAM[0]});
    assertEquals(List.of(whole), folder.damaged());
    Path aside = folder.setAside(whole);
    assertEquals(1, Files.size(aside), "nothing is thrown away");
    assertEquals(List.of(top.resolve("by-hand")), folder.files());
  }

  @Test
  void whatIsOpenedIsOpenedAgain() throws IOException {
    ProgramFolder.open(top).add(PROGRAM);
    assertEquals(1, ProgramFolder.open(top).files().size());
    assertEquals(1, ProgramFolder.reading(top).files().size());
  }

  @ParameterizedTest
  @CsvSource({
    "0xb1,so let the one that wrote them turn them into text",
    "0xb9,so it takes a newer one"
  })
  void programsOfAnotherVersionAreRefused(String version, String remedy) throws IOException {
    claims("splitproof programs " + version + "\n");
    WrongVersionException problem =
        assertThrows(WrongVersionException.class, () -> ProgramFolder.open(top));
    String start = top + ": programs in bytes of version " + version;
    assertTrue(problem.getMessage().startsWith(start), problem.getMessage());
    assertTrue(problem.getMessage().contains(remedy), problem.getMessage());
    assertThrows(WrongVersionException.class, () -> ProgramFolder.reading(top));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "splitproof programs", "splitproof programs 0xc1", "\u0000\u0001"})
  void aVersionThatIsNoneIsRefused(String text) throws IOException {
    claims(text);
    WrongVersionException problem =
        assertThrows(WrongVersionException.class, () -> ProgramFolder.open(top));
    assertEquals(
        version() + ": does not say a version; expected 'splitproof programs 0xb3'",
        problem.getMessage());
  }

  @Test
  void readingWritesNothing() throws IOException {
    ProgramFolder.reading(top);
    assertFalse(Files.exists(Kept.in(top)));
    Path file = Files.createFile(top.resolve("file"));
    assertThrows(NotDirectoryException.class, () -> ProgramFolder.reading(file));
    assertThrows(NoSuchFileException.class, () -> ProgramFolder.reading(top.resolve("none")));
  }

  @Test
  void openingTakesAwayWhatAKilledProcessLeft() throws IOException {
    ProgramFolder.open(top);
    Path left = Files.createFile(top.resolve(".unfinished-999999999-1-1"));
    ProgramFolder.open(top);
    assertFalse(Files.exists(left));
  }
}
