package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.campaign.WriteUp;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  private static final String INVALID_BLOCK =
      """
      machine 4K/48 ram 0x40000000+4G
      clients well-behaved
      B0 = alloc_pages 512 near 0x80000
      set_memory_valid B0[0] 512 off
      set_memory_valid B0[0] 512 on
      """;

  @TempDir private Path folder;
  private Path findings;
  private Path page;

  @BeforeEach
  void layOut() throws IOException {
    findings = Files.createDirectories(folder.resolve("findings"));
    page = folder.resolve("report.html");
  }

  @Test
  void whatACampaignWroteUpBecomesAPage() throws IOException {
    WriteUp.of(Variants.named("v7"), Checks.ALL, ProgramText.parse(INVALID_BLOCK), findings);
    CommandLineRun run = CommandLineRun.of("report", findings, "-o", page);
    assertEquals(ExitStatus.CLEAN, run.status(), run::toString);
    assertEquals(page + ": 1 finding", run.out().strip());
    String text = Files.readString(page);
    assertTrue(text.startsWith("<!DOCTYPE html>"), text);
    assertTrue(text.contains("<g class=\"diverges\" data-va=\""), text);
  }

  @Test
  void whatIsMissingOrInTheWayIsSaidInOneLine() throws IOException {
    CommandLineRun.of("report", findings, "-o", page)
        .assertComplains("no campaign and no findings in it");
    CommandLineRun.of("report", folder.resolve("nowhere"), "-o", page)
        .assertComplains("no such file or folder");
    CommandLineRun.of("report", findings).assertComplains("--output");
    CommandLineRun.of("report", findings, "-o", folder.resolve("no/report.html"))
        .assertComplains("no such folder to write report.html to");
    CommandLineRun.of("report", findings, "-o", findings).assertComplains("a folder");
    assertFalse(Files.exists(page));
  }

  @Test
  void aMatrixThatIsNoneIsRefused() throws IOException {
    WriteUp.of(Variants.named("v7"), Checks.ALL, ProgramText.parse(INVALID_BLOCK), findings);
    Path matrix = Files.writeString(folder.resolve("matrix.json"), "{\"seeds\": 3}");
    CommandLineRun.of("report", findings, "--bugs", matrix, "-o", page)
        .assertComplains("matrix.json: expected a JSON object with a field bugs");
  }
}
