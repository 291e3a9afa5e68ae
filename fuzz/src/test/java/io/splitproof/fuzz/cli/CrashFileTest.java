package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.corpus.Claims;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashFileTest {

  private static final Program PROGRAM =
      ProgramText.parse(
          """
          B0 = alloc_pages 2 near 0x80000
          set_memory_valid B0[0] 2 off
          """);

  private static final byte[] BYTES = ProgramBytes.encode(PROGRAM);
  private static final byte[] TEXT = ProgramText.print(PROGRAM).getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static Program read(Path path) throws IOException {
    return CrashFile.read(path, false).program();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusterfuzz-testcase-minimized-ProgramFuzzer-5123456789012345",
        "clusterfuzz-testcase-ProgramFuzzer-123456",
        "crash-da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "timeout-da39a3ee5e6b4b0d3255bfef95601890afd80709"
      })
  void whatFuzzersLeaveIsReadAsItIs(String name) throws IOException {
    assertEquals(PROGRAM, read(file(name, BYTES)));
    byte[] others = {0, 0, 0, 1, 2, 3};
    assertEquals(ProgramBytes.decode(others), read(file(name, others)));
    assertEquals(ProgramBytes.decode(new byte[0]), read(file(name, new byte[0])));
    assertEquals(PROGRAM, read(file(name, TEXT)));
  }

  @Test
  void aFolderStandsForTheProgramInIt() throws IOException {
    Path finding = Files.createDirectory(folder.resolve("finding"));
    Path program = Files.write(finding.resolve("program.txt"), TEXT);
    assertEquals(program, CrashFile.read(finding, false).file());
    assertEquals(PROGRAM, read(finding));
  }

  @Test
  void whatIsPackedIsUnpacked() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(TEXT);
    }
    assertEquals(PROGRAM, read(file("program.txt.gz", gzip.toByteArray())));
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("testcase"));
      out.write(BYTES);
    }
    assertEquals(PROGRAM, read(file("clusterfuzz-testcase-X-12.zip", zip.toByteArray())));
  }

  @Test
  void withRawAnyBytesAreAProgram() throws IOException {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 0, 9};
    assertEquals(ProgramBytes.decode(bytes), CrashFile.read(file("x", bytes), true).program());
  }

  @Test
  void commentsClaim() throws IOException {
    byte[] text = ("# variant v7\n# finds a:b\n" + ProgramText.print(PROGRAM)).getBytes(
        StandardCharsets.UTF_8);
    Claims claims = CrashFile.read(file("x.txt", text), false).claims();
    assertEquals("v7", claims.variants().get(0));
    assertEquals("a:b", claims.signatures().get(0));
    assertEquals(Claims.NONE, CrashFile.read(file("x.bin", BYTES), false).claims());
  }

  private static void assertRefused(Path path, String what) {
    CommandLineRun.of("replay", path).assertComplains(what);
    CommandLineRun.of("minimize", path).assertComplains(what);
  }

  @Test
  void whatIsNoProgramGetsOneLine() throws IOException {
    assertRefused(file("empty", new byte[0]), "empty: an empty file");
    byte[] older = BYTES.clone();
    older[0] = (byte) 0xb2;
    assertRefused(file("older.bin", older), "older.bin: version 0xb2");
    assertRefused(file("cut.bin", java.util.Arrays.copyOf(BYTES, 9)), "cut.bin: 9 bytes");
    byte[] latin = {'#', ' ', (byte) 0xe4, '\n'};
    assertRefused(file("latin.txt", latin), "latin.txt: neither");
    assertRefused(file("odd", new byte[] {(byte) 0xff, 1}), "with --raw any bytes are");
    assertRefused(file("torn.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0}), "torn.gz: damaged");
    assertRefused(
        file("line.txt", "machine 4K/48\nnonsense\n".getBytes(StandardCharsets.UTF_8)),
        "line.txt: line 2: ");
  }

  @Test
  void aFolderOfSomethingElseGetsOneLine() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty-folder"));
    CommandLineRun.of("replay", empty).assertComplains("empty-folder: no programs in it");
  }

  @Test
  void aFolderOfFindingsStandsForAllOfThem() throws IOException {
    Path findings = Files.createDirectory(folder.resolve("findings"));
    Path one = Files.createDirectory(findings.resolve("one")).resolve("program.txt");
    Path two = Files.createDirectory(findings.resolve("two")).resolve("program.txt");
    Files.write(one, TEXT);
    Files.write(two, TEXT);
    CommandLineRun run = CommandLineRun.of("replay", findings);
    assertTrue(run.out().contains(one + " on ") && run.out().contains(two + " on "), run.out());
    CommandLineRun.of("replay", "--java", findings)
        .assertComplains("findings: 2 programs; --dump and --java print one");
  }

  @Test
  void aGigabyteIsNotRead() throws IOException {
    Path file = folder.resolve("huge");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 30);
    }
    long before = System.nanoTime();
    assertRefused(file, "huge: too long");
    assertTrue(System.nanoTime() - before < 20_000_000_000L, "took as long as reading it");
  }
}
