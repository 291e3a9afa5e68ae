package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusCommandsTest {

  private static final String PROGRAM =
      "machine 4K/48 ram 0x40000000+4G\nclients well-behaved\nB0 = alloc_pages 1 near 0x80000\n";

  @TempDir private Path top;

  private Path file(String name, String text) throws IOException {
    Files.createDirectories(top.resolve(name).getParent());
    return Files.writeString(top.resolve(name), text);
  }

  private static JsonNode json(CommandLineRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  private static long shown(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
    }
  }

  @Test
  void aCorpusGetsBytesNamedAfterTheirContent() throws IOException {
    Path program = file("a.txt", PROGRAM);
    Path corpus = top.resolve("corpus");
    Path same = file("b.txt", PROGRAM);
    CommandLineRun run = CommandLineRun.of("corpus", "add", corpus, program, same);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertTrue(run.out().endsWith("1 new, 1 already there\n"), run.out());
    assertEquals(1, shown(corpus));
    JsonNode again = json(CommandLineRun.of("corpus", "add", "--json", corpus, program));
    assertEquals(0, again.get("new").asInt());
    String name = Path.of(again.get("programs").get(0).get("to").asText()).getFileName().toString();
    assertTrue(name.matches("[0-9a-f]{40}"), name);
  }

  @Test
  void aShelfGetsTextWithItsHeader() throws IOException {
    Path shelf = file("shelf/one.txt", PROGRAM).getParent();
    Path program = file("two.txt", "# Why.\n" + PROGRAM + "free_pages B0\n");
    assertEquals(ExitStatus.CLEAN, CommandLineRun.of("corpus", "add", shelf, program).status());
    assertEquals(Files.readString(program), Files.readString(shelf.resolve("two.txt")));
    CommandLineRun same = CommandLineRun.of("corpus", "add", shelf, file("three.txt", PROGRAM));
    assertTrue(same.out().startsWith("there  " + shelf.resolve("one.txt")), same.out());
    Path another = file("one.txt", PROGRAM + "free_pages B0\nvfree A1\n");
    CommandLineRun.of("corpus", "add", shelf, another)
        .assertComplains("another program is " + shelf.resolve("one.txt"));
  }

  @Test
  void nothingIsAddedIfOneIsNoProgram() throws IOException {
    Path corpus = top.resolve("corpus");
    Path good = file("a.txt", PROGRAM);
    Path bad = file("b.txt", "set_memory_ro\n");
    CommandLineRun.of("corpus", "add", corpus, good, bad).assertComplains(bad + ": line 1");
    assertFalse(Files.exists(corpus));
  }

  @Test
  void theFolderOfAFindingIsOneProgram() throws IOException {
    Path finding = file("findings/a/program.txt", PROGRAM).getParent();
    file("findings/a/trace.txt", "checks all\n");
    file("findings/a/README", "a:b:c:d\n");
    CommandLineRun all = CommandLineRun.of("corpus", "add", top.resolve("x"), finding.getParent());
    assertEquals("1 new, 0 already there", all.out().lines().toList().get(1), all::toString);
    CommandLineRun one = CommandLineRun.of("corpus", "check", finding);
    assertEquals("1 of 1 programs as their headers say\n", one.out(), one::toString);
  }

  @Test
  void aCorpusOfAnotherVersionIsRefused() throws IOException {
    Path program = file("a.txt", PROGRAM);
    Path corpus = file("corpus/.splitproof/version", "splitproof programs 0xb2\n");
    corpus = corpus.getParent().getParent();
    String what = "programs in bytes of version 0xb2; this Splitproof reads 0xb3";
    CommandLineRun.of("corpus", "add", corpus, program).assertComplains(what);
    CommandLineRun.of("corpus", "merge", corpus).assertComplains(what);
    CommandLineRun.of("corpus", "stat", corpus).assertComplains(what);
    CommandLineRun.of("corpus", "check", corpus).assertComplains(what);
  }

  @Test
  void checkSaysWhichProgramDiffers() throws IOException {
    Path good = file("shelf/good.txt", PROGRAM);
    Path bad = file("shelf/bad.txt", "# variant canary-never\n# finds a:b:c:d\n" + PROGRAM);
    CommandLineRun run = CommandLineRun.of("corpus", "check", good.getParent());
    assertEquals(ExitStatus.FINDING, run.status(), run::toString);
    String line = bad + ": on canary-never: expected a:b:c:d, found nothing\n";
    assertTrue(run.out().contains(line), run.out());
    assertTrue(run.out().endsWith("1 of 2 programs as their headers say\n"), run.out());
    assertEquals(ExitStatus.CLEAN, CommandLineRun.of("corpus", "check", good).status());
  }

  @Test
  void checkSaysWhichFileHoldsNoProgram() throws IOException {
    Path good = file("shelf/good.txt", PROGRAM);
    Path bad = file("shelf/bad.txt", "set_memory_ro\n");
    CommandLineRun run = CommandLineRun.of("corpus", "check", "--json", good.getParent());
    assertEquals(ExitStatus.USAGE, run.status(), run::toString);
    assertEquals(1, json(run).get("fine").asInt());
    JsonNode failure = json(run).get("failures").get(0);
    assertEquals(bad.toString(), failure.get("file").asText());
    assertTrue(failure.get("unreadable").asText().startsWith("line 1"));
  }

  @Test
  void statCountsWhatProgramsDo() throws IOException {
    file("shelf/a.txt", PROGRAM + "set_memory_valid B0[0] 1 off\n");
    file("shelf/b.txt", PROGRAM + "fail nth 1 linear-table: set_memory_valid B0[0] 1 off\n");
    file(
        "shelf/c.txt",
        PROGRAM.replace("pages 1 ", "pages 512 ")
            + "set_memory_valid B0[0] 16 off\n"
            + "beside 1: set_memory_valid B0[64] 16 off\n"
            + "vfree A9\n");
    CommandLineRun run = CommandLineRun.of("corpus", "stat", "--json", top.resolve("shelf"));
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    JsonNode stat = json(run);
    assertEquals(3, stat.get("programs").asInt());
    assertEquals(4, stat.get("operations").get("set_memory_valid").asInt());
    assertEquals(1, stat.get("skipped").asInt());
    assertEquals(2.0, stat.get("medianSteps").asDouble());
    assertEquals(3, stat.get("machines").get("4k48").asInt());
    assertEquals(1, stat.get("failedAllocations").get("linear-table").asInt());
    assertEquals(1, stat.get("interleavings").get("beside").asInt());
    assertTrue(stat.get("leaves").get("pud").asInt() > 0, stat.get("leaves").toString());
    assertTrue(stat.get("resizings").get("split pmd").asInt() > 0, stat.toString());
    assertTrue(stat.get("states").asInt() > 0);
    String text = CommandLineRun.of("corpus", "stat", top.resolve("shelf")).out();
    assertTrue(text.contains("linear-table 1") && text.contains("1 of the catalogue's 58"), text);
  }

  @Test
  void aFolderWithoutProgramsIsNoCorpus() throws IOException {
    Path empty = Files.createDirectory(top.resolve("empty"));
    CommandLineRun.of("corpus", "stat", empty).assertComplains(empty + ": no programs in it");
    CommandLineRun.of("corpus", "check", top.resolve("none")).assertComplains("no such file");
  }

  @Test
  void mergeSaysWhatItKept() throws IOException {
    Path from = file("from/a.txt", PROGRAM).getParent();
    Path corpus = top.resolve("corpus");
    CommandLineRun rehearsal = CommandLineRun.of("corpus", "merge", "--dry-run", corpus, from);
    assertTrue(rehearsal.out().startsWith("would keep 1 of 1 programs"), rehearsal::toString);
    CommandLineRun run = CommandLineRun.of("corpus", "merge", "--json", corpus, from);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertEquals(1, json(run).get("added").asInt());
    assertEquals(1, shown(corpus));
  }
}
