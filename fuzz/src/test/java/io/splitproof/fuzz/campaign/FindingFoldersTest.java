package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingFoldersTest {

  private static final Program PROGRAM = ProgramText.parse("B0 = alloc_pages 512 near 0x80000\n");

  private static Finding finding(String found) {
    Divergence divergence =
        new Divergence(
            CheckName.PERMISSION, "set_memory_valid", "linear", 0, "fault", "valid", found, "");
    return new Finding(Variants.byDefault(), Checks.ALL, divergence, PROGRAM, PROGRAM);
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  @Test
  void aFindingIsWrittenWhole(@TempDir Path top) throws IOException {
    Path folder = new FindingFolders(top).write(finding("fault"));
    assertEquals(Set.of(folder.getFileName().toString()), names(top));
    assertEquals(
        Set.of("README", "original.txt", "program.bin", "program.txt", "trace.txt"),
        names(folder));
    String program = Files.readString(folder.resolve("program.txt"));
    assertEquals(PROGRAM, ProgramText.parse(program));
    String header = "# variant linux-7.2\n# finds permission:set_memory_valid:linear:";
    assertTrue(program.startsWith(header), program);
    assertTrue(Files.readString(folder.resolve("original.txt")).startsWith(header));
    assertEquals(PROGRAM, ProgramBytes.read(Files.readAllBytes(folder.resolve("program.bin"))));
    String readme = Files.readString(folder.resolve("README"));
    assertTrue(readme.startsWith("permission:set_memory_valid:linear:fault->valid/fault"), readme);
    assertTrue(readme.contains("replay --variant linux-7.2 " + folder), readme);
  }

  @Test
  void theFirstOfASignatureStays(@TempDir Path top) throws IOException {
    FindingFolders folders = new FindingFolders(top);
    Path folder = folders.write(finding("fault"));
    Files.writeString(folder.resolve("README"), "mine");
    assertEquals(folder, folders.write(finding("fault")));
    assertEquals("mine", Files.readString(folder.resolve("README")));
    folders.write(finding("another"));
    assertEquals(2, names(top).size());
  }

  private static Finding real(String variant) {
    String text = "B0 = alloc_pages 1 near 0x80000\nset_memory_ro B0[0] 1\n";
    Program program = ProgramText.parse(text);
    Divergence divergence =
        new Divergence(CheckName.RESULT, "set_memory_ro", "linear", 0, "a", "b", "c", "");
    return new Finding(Variants.named(variant), Checks.ALL, divergence, program, program);
  }

  @Test
  void whatDoesNotShowTheSignatureAnyMoreMakesRoomAndIsKept(@TempDir Path top)
      throws IOException {
    FindingFolders folders = new FindingFolders(top);
    Path folder = folders.write(real("linux-7.2"));
    Files.writeString(folder.resolve("README"), "old");
    assertEquals(folder, folders.renew(real("linux-7.2")));
    assertTrue(Files.readString(folder.resolve("README")).startsWith("result:set_memory_ro"));
    Path outdated = top.resolve(".splitproof").resolve("outdated");
    String kept = names(outdated).iterator().next();
    assertEquals("old", Files.readString(outdated.resolve(kept).resolve("README")));
  }

  @Test
  void nothingIsLeftOfWhatCannotBeWritten(@TempDir Path top) throws IOException {
    Path file = Files.createFile(top.resolve("file"));
    assertThrows(IOException.class, () -> new FindingFolders(file).write(finding("fault")));
    assertEquals(Set.of("file"), names(top));
  }

  @Property
  void namesAreSafe(@ForAll String signature) {
    String name = FindingFolders.nameOf(signature);
    assertTrue(name.matches("[A-Za-z0-9_-]{1,140}"), name);
    assertFalse(name.startsWith("--"));
  }

  @Test
  void namesDiffer() {
    List<String> alike = List.of("a:b->c", "a:b-c", "a:b/c", "a".repeat(300), "a".repeat(301));
    Set<String> names = Set.copyOf(alike.stream().map(FindingFolders::nameOf).toList());
    assertEquals(alike.size(), names.size());
    assertNotEquals("", FindingFolders.nameOf(""));
  }

  @Test
  void workersThatFindTheSameAtOnceDoNotFail(@TempDir Path top) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 40; round++) {
        Finding finding = finding("round " + round);
        List<Callable<Path>> race =
            Collections.nCopies(4, () -> new FindingFolders(top).write(finding));
        for (Future<Path> written : workers.invokeAll(race)) {
          assertTrue(Files.exists(written.get().resolve("program.txt")));
        }
      }
    } finally {
      workers.shutdownNow();
    }
    assertEquals(40, names(top).size(), "nothing unfinished is left");
  }
}
