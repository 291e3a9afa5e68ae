package io.splitproof.fuzz.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.FolderInUseException;
import io.splitproof.fuzz.store.FolderLock;
import io.splitproof.fuzz.store.ProgramFolder;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {

  private static final String START = "machine 4K/48 ram 0x40000000+4G\nclients well-behaved\n";

  private static final byte[] MAP = bytes("A0 = vmalloc 1 near 0x80000\n");

  /** Does what {@link #MAP} does, elsewhere. */
  private static final byte[] MAP_TOO = bytes("A0 = vmalloc 1 near 0x80400\n");

  private static final byte[] SPLIT = bytes("set_memory_valid pa 0x80000000 3 off\n");

  @TempDir private Path top;

  private Path corpus;
  private Path more;

  private static byte[] bytes(String steps) {
    return ProgramBytes.encode(ProgramText.parse(START + steps));
  }

  @BeforeEach
  void makeFolders() throws IOException {
    corpus = top.resolve("corpus");
    more = Files.createDirectory(top.resolve("more"));
  }

  private MergeResult merge() throws IOException {
    return merge(false);
  }

  private MergeResult merge(boolean rehearsal) throws IOException {
    return new Merge(corpus, List.of(more), Variants.byDefault(), rehearsal).run((done, all) -> {});
  }

  private void give(String name, byte[] program) throws IOException {
    Files.write(more.resolve(name), program);
  }

  private Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    ProgramFolder.reading(corpus).files().forEach(f -> names.add(f.getFileName().toString()));
    return names;
  }

  private static Set<String> named(byte[]... programs) {
    Set<String> names = new TreeSet<>();
    for (byte[] program : programs) {
      names.add(ContentName.of(program));
    }
    return names;
  }

  @Test
  void whatOthersCoverIsNotKept() throws IOException {
    ProgramFolder folder = ProgramFolder.open(corpus);
    folder.add(MAP);
    give("a.bin", MAP_TOO);
    give("b.txt", ProgramText.print(ProgramBytes.read(SPLIT)).getBytes(UTF_8));
    MergeResult result = merge();
    assertEquals(List.of(3, 2), List.of(result.programs(), result.kept()));
    assertTrue(folder.contains(SPLIT));
    assertTrue(folder.contains(MAP) ^ folder.contains(MAP_TOO), "one of the two that do the same");
    assertTrue(Files.exists(more.resolve("a.bin")), "the source stays");
    MergeResult again = merge();
    assertEquals(List.of(0, 0), List.of(again.added(), again.removed()), "a second does nothing");
  }

  @Test
  void aRehearsalChangesNothing() throws IOException {
    give("a.bin", MAP);
    assertEquals(1, merge(true).added());
    assertFalse(Files.exists(corpus));
  }

  @Test
  void whatSomebodyNamedStaysAndCounts() throws IOException {
    ProgramFolder.open(corpus).add(MAP);
    Files.write(corpus.resolve("mine.bin"), MAP_TOO);
    assertEquals(1, merge().removed());
    assertEquals(Set.of("mine.bin"), names());
  }

  @Test
  void aDivergenceIsKeptOnce() throws IOException {
    String open =
        START.replace("well-behaved", "any") + "set_memory_valid pa 0x80000000 0 on\n";
    give("one.txt", open.getBytes(UTF_8));
    give("two.txt", (open + "vm_unmap_aliases\n").getBytes(UTF_8));
    MergeResult result = merge();
    assertEquals(Map.of("result:set_memory_valid:zero-count:0/-EINVAL", 2), result.signatures());
    assertEquals(1, result.kept());
  }

  @Test
  void damagedFilesArePutAsideAndWhatIsNoProgramIsReported() throws IOException {
    ProgramFolder folder = ProgramFolder.open(corpus);
    folder.add(MAP);
    Path damaged = corpus.resolve(ContentName.of(SPLIT));
    Files.write(damaged, new byte[] {SPLIT[0]});
    give("old.bin", new byte[] {(byte) 0xb2, 0, 0});
    give("text.txt", "set_memory_ro\n".getBytes(UTF_8));
    MergeResult result = merge();
    Path aside = result.damaged().get(damaged);
    assertArrayEquals(new byte[] {SPLIT[0]}, Files.readAllBytes(aside));
    assertEquals(named(MAP), names());
    assertEquals(
        Set.of(more.resolve("old.bin"), more.resolve("text.txt")), result.unreadable().keySet());
  }

  @Test
  void aCorpusInUseIsLeftAlone() throws IOException {
    give("a.bin", MAP);
    ProgramFolder.open(corpus);
    FolderLock lock = FolderLock.take(corpus);
    try {
      assertThrows(FolderInUseException.class, this::merge);
    } finally {
      lock.release();
    }
    assertEquals(Set.of(), names());
  }

  @Test
  void nothingComesOfNothing() throws IOException {
    assertEquals(0, merge().kept());
  }
}
