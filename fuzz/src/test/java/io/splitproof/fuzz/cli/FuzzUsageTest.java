package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzUsageTest {

  private static CommandLineRun fuzz(Path corpus, Path findings) {
    return CommandLineRun.of(
        "fuzz", "--budget", "1s", "--corpus", corpus, "--findings", findings);
  }

  @Test
  void anEmptyCorpusIsRefused(@TempDir Path top) throws IOException {
    Path corpus = Files.createDirectory(top.resolve("corpus"));
    Path findings = top.resolve("findings");
    fuzz(corpus, findings).assertComplains("corpus: no programs in it");
    assertFalse(Files.exists(findings));
  }

  @Test
  void aCorpusThatIsNoFolderIsRefused(@TempDir Path top) throws IOException {
    Path file = Files.createFile(top.resolve("file"));
    fuzz(file, top.resolve("findings")).assertComplains("file: not a folder");
  }

  @Test
  void aCorpusWithSomethingElseInItIsRefused(@TempDir Path top) throws IOException {
    Path corpus = Files.createDirectory(top.resolve("corpus"));
    Path file = Files.writeString(corpus.resolve("odd"), "set_memory_purple A0[0] 1\n");
    fuzz(corpus, top.resolve("findings")).assertComplains("odd: ");
    byte[] whole = ProgramBytes.encode(ProgramText.parse("B0 = alloc_pages 512 near 0x80000\n"));
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    fuzz(corpus, top.resolve("findings")).assertComplains("odd: ");
  }

  @Test
  void textInACorpusIsReadAndBytesAreLeftToTheEngine(@TempDir Path corpus) throws IOException {
    Program program = ProgramText.parse("B0 = alloc_pages 512 near 0x80000\n");
    assertEquals(List.of(), CorpusFolder.read(corpus.resolve("not there yet")));
    Files.write(corpus.resolve("bytes"), ProgramBytes.encode(program));
    Files.writeString(corpus.resolve(".hidden"), "not a program");
    assertEquals(List.of(), CorpusFolder.read(corpus));
    Files.writeString(corpus.resolve("text.txt"), ProgramText.print(program));
    assertEquals(List.of(program), CorpusFolder.read(corpus));
  }

  @Test
  void aReadOnlyFindingsFolderIsRefused(@TempDir Path top) throws IOException {
    Path corpus = top.resolve("corpus");
    Path findings =
        Files.createDirectory(
            top.resolve("findings"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    fuzz(corpus, findings).assertComplains("findings: the folder is read-only");
    assertFalse(Files.exists(corpus), "nothing is begun");
  }

  @Test
  void aFileInPlaceOfTheFindingsFolderIsRefused(@TempDir Path top) throws IOException {
    Path corpus = top.resolve("corpus");
    Path file = Files.createFile(top.resolve("file"));
    fuzz(corpus, file).assertComplains("file: is there already, and not a folder");
  }
}
