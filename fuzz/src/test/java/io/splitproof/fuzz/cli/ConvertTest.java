package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertTest {

  private static final String CRASH = "crash-" + "0123456789".repeat(4);

  @TempDir private Path folder;
  private byte[] bytes;

  @BeforeEach
  void makeAProgram() {
    byte[] random = new byte[400];
    new Random(7).nextBytes(random);
    bytes = ProgramBytes.encode(ProgramBytes.decode(random));
  }

  @Test
  void bytesToTextAndBackIsTheSame() throws IOException {
    Path binary = Files.write(folder.resolve("one.bin"), bytes);
    Path out = folder.resolve("new/folder");
    assertEquals(0, convert("text", binary, "--out", out).status());
    assertEquals(0, convert("bytes", out.resolve("one.txt"), "--out", out).status());
    assertArrayEquals(bytes, Files.readAllBytes(out.resolve("one.bin")));
    assertEquals(List.of("one.bin", "one.txt"), names(out));
  }

  @Test
  void textGoesToStandardOutput() throws IOException {
    Path binary = Files.write(folder.resolve("one.bin"), bytes);
    String text = ProgramText.print(ProgramBytes.decode(bytes));
    assertEquals(new CommandLineRun(0, text, ""), convert("text", binary));
  }

  @Test
  void aCrashFileMayHoldAnyBytes() throws IOException {
    Path crash = Files.write(folder.resolve(CRASH), new byte[] {1, 2, 3, 4, 5});
    assertTrue(convert("text", crash).out().startsWith("machine "));
    Path other = Files.write(folder.resolve("other"), new byte[] {(byte) 0xff, 2, 3, 4, 5});
    convert("text", other).assertComplains("other: neither");
  }

  @Test
  void aTruncatedFileIsNoProgram() throws IOException {
    Path cut = folder.resolve("cut.bin");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
    convert("text", cut).assertComplains("cut.bin: ");
    Files.write(cut, new byte[0]);
    convert("text", cut).assertComplains("empty");
  }

  @Test
  void aWrongLineIsNamed() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.txt"), "# fine\nset_memory_blue A0 1\n");
    convert("text", wrong).assertComplains("wrong.txt: line 2: ");
  }

  @Test
  void nothingIsWrittenUnlessAllIsWell() throws IOException {
    Path good = Files.write(folder.resolve("one.bin"), bytes);
    Path bad = Files.writeString(folder.resolve("bad.txt"), "nonsense\n");
    Path out = folder.resolve("out");
    convert("text", good, bad, "--out", out).assertComplains("bad.txt");
    assertFalse(Files.exists(out));
  }

  @Test
  void aFileInPlaceOfTheOutputFolderIsNamed() throws IOException {
    Path good = Files.write(folder.resolve("one.bin"), bytes);
    convert("text", good, "--out", good).assertComplains("one.bin: ");
    assertArrayEquals(bytes, Files.readAllBytes(good));
  }

  @Test
  void twoProgramsOfOneNameAreNotMixedUp() throws IOException {
    Path one = Files.write(folder.resolve("one.bin"), bytes);
    Path sub = Files.createDirectory(folder.resolve("sub"));
    Path other = Files.write(sub.resolve("one.bin"), bytes);
    convert("text", one, other, "--out", folder.resolve("out")).assertComplains("one.txt too");
  }

  @Test
  void whatBytesCannotSayIsLeftOutIfAsked() throws IOException {
    Path good = Files.write(folder.resolve("one.bin"), bytes);
    Path odd = Files.writeString(folder.resolve("odd.txt"), "machine 4K/48 ram 0x40000000+5G\n");
    Path out = folder.resolve("out");
    convert("bytes", odd, good, "--out", out).assertComplains("odd.txt: cannot be said in bytes");
    CommandLineRun run = convert("bytes", odd, good, "--out", out, "--skip-unsayable");
    assertEquals(0, run.status());
    assertTrue(run.err().contains("left out: " + odd + ": cannot be said in bytes"), run.err());
    assertEquals(List.of("one.bin"), names(out));
  }

  private static CommandLineRun convert(String form, Object... arguments) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("corpus", "convert", "--to", form), Stream.of(arguments))
            .toArray());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
