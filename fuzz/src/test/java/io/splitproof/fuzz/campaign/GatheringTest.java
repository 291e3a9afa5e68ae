package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.ProgramFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheringTest {

  private static final byte[] PROGRAM = {1, 2, 3};
  private static final String NAME = ContentName.of(PROGRAM);

  @TempDir private Path top;

  private ProgramFolder corpus() throws IOException {
    return ProgramFolder.open(top.resolve("corpus"));
  }

  @Test
  void whatAWorkerKeepsGoesToTheCorpusAndToTheOthers() throws IOException {
    ProgramFolder corpus = corpus();
    Gathering gathering = new Gathering(top, corpus);
    Path first = gathering.folder();
    Path second = gathering.folder();
    Files.write(first.resolve(NAME), PROGRAM);
    gathering.gather();
    assertTrue(corpus.contains(PROGRAM));
    assertArrayEquals(PROGRAM, Files.readAllBytes(second.resolve(NAME)));
    assertEquals(1, gathering.size());
  }

  @Test
  void whatIsHalfWrittenStaysWhereItIs() throws IOException {
    ProgramFolder corpus = corpus();
    Gathering gathering = new Gathering(top, corpus);
    Path folder = gathering.folder();
    Files.write(folder.resolve(NAME), new byte[] {1, 2});
    gathering.gather();
    assertEquals(List.of(), corpus.files());
    Files.write(folder.resolve(NAME), PROGRAM);
    gathering.gather();
    assertEquals(1, corpus.files().size());
  }

  @Test
  void whatHasGoneOnIsDeletedAfterAWhile() throws IOException {
    Gathering gathering = new Gathering(top, corpus());
    Path file = Files.write(gathering.folder().resolve(NAME), PROGRAM);
    gathering.gather();
    assertTrue(Files.exists(file));
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    gathering.gather();
    assertFalse(Files.exists(file));
  }

  @Test
  void aSingleWorkerWithoutACorpusHasNobodyToGatherFor() throws IOException {
    Gathering alone = new Gathering(top, null);
    alone.folder();
    assertFalse(alone.isNeeded());
    alone.folder();
    assertTrue(alone.isNeeded());
  }
}
