package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresCommandTest {

  @TempDir private Path folder;

  @Test
  void textHasThePublishedFigureAndOurs() {
    CommandLineRun run = CommandLineRun.of("figures", "--quick", "--only", "memory,operations");
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertTrue(run.out().startsWith("Page-table memory of a 256 GB machine (memory)\n"), run.out());
    assertTrue(run.out().contains("516,148 kB"), run.out());
    assertTrue(run.out().contains("515,880 kB"), run.out());
    assertTrue(run.out().contains("[1] tables that boot made"), run.out());
    assertTrue(run.out().contains("kfence_init: linux-7.2"), run.out());
    assertFalse(run.out().contains("(tlb)"), run.out());
  }

  @Test
  void jsonHasWhatTheTextHas() throws IOException {
    CommandLineRun run = CommandLineRun.of("figures", "--only", "memory", "--json");
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    JsonNode object = new ObjectMapper().readTree(run.out());
    assertTrue(object.get("agrees").asBoolean());
    JsonNode figure = object.get("figures").get(0);
    assertEquals("memory", figure.get("name").asText());
    JsonNode own = figure.get("lines").get(0);
    assertTrue(own.get("published").isNull() && own.get("ratio").isNull(), own::toString);
    JsonNode saved = figure.get("lines").get(2);
    assertEquals("516,148 kB", saved.get("published").asText());
    assertEquals(1.0, saved.get("ratio").asDouble(), 0.05);
    assertEquals("structure", saved.get("basis").asText());
  }

  @Test
  void aPageIsWrittenBesideTheText() throws IOException {
    Path page = folder.resolve("figures.html");
    CommandLineRun run = CommandLineRun.of("figures", "--only", "memory", "--html", page);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    assertTrue(run.out().contains("516,148 kB"), run.out());
  }

  @Test
  void whatIsWrongIsSaidInOneLineBeforeAnythingIsDone() {
    CommandLineRun.of("figures", "--only", "memroy")
        .assertComplains(
            "no figure 'memroy'; expected memory, growth, dumps, map_mem, tlb, operations");
    CommandLineRun.of("figures", "--only", "").assertComplains("no figure ''");
    CommandLineRun.of("figures", "--html", folder).assertComplains("a folder");
    CommandLineRun.of("figures", "--html", folder.resolve("no/figures.html"))
        .assertComplains("no such folder to write figures.html to");
    CommandLineRun.of("figures", "everything").assertComplains("everything");
  }
}
