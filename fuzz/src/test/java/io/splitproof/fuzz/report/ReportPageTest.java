package io.splitproof.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  private static final String MATRIX =
      """
      {"seeds": 2, "budgetSeconds": 4.0, "bugs": [
        {"name": "flush-<twice>", "provenance": "seen & fixed", "guided": {"found": 1,
         "censored": 1, "medianSeconds": 0.5, "worstSeconds": null, "medianPrograms": 12,
         "checks": ["tlb"], "hunts": [{"signature": "tlb:x", "seconds": 0.5},
         {"signature": null, "seconds": 4.0}]}}]}
      """;

  @TempDir private Path folder;

  private String page() throws IOException {
    return ReportPage.of(Report.of(folder, null), drawn -> {});
  }

  private static int count(String text, String what) {
    return text.split(java.util.regex.Pattern.quote(what), -1).length - 1;
  }

  @Test
  void itNeedsNothingFromElsewhereAndRunsNothing() throws IOException {
    Samples.campaign(folder);
    String page = page();
    for (String outside : List.of("http", "src=", "@import", "<script", "<link", "javascript")) {
      assertFalse(page.contains(outside), outside);
    }
    assertEquals(count(page, "url("), count(page, "url(#hatch)"));
    assertEquals(count(page, "href=\""), count(page, "href=\"#"));
  }

  @Test
  void aFindingComesWithEverythingOneAsksFor() throws IOException {
    Path finding = Samples.invalidBlock(folder);
    String page = page();
    assertTrue(page.contains(Samples.INVALID_BLOCK_SIGNATURE.replace(">", "&gt;")), page);
    assertTrue(page.contains("set_memory_valid B0[0] 512 on"), page);
    assertTrue(page.contains("./splitproof replay --variant v7 " + finding), page);
    assertTrue(page.contains("level 2 entry"), page);
    assertTrue(page.contains("level 2 descriptor"), page);
    assertTrue(page.contains("output [80000000, 80200000)"), page);
    assertEquals(1, count(page, "data-va="));
  }

  @Test
  void whateverAProgramSaysStaysText() throws IOException {
    String nasty = "# </pre><script>alert('x & y')</script> \u202e\u0007\n";
    Samples.finding(
        folder,
        "a<b>&'c",
        "v7",
        "<i>signature</i>",
        nasty + Samples.INVALID_BLOCK);
    String page = page();
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("<i>signature"), page);
    assertFalse(page.contains("\u202e") || page.contains("\u0007"), page);
    assertTrue(page.contains("&lt;/pre&gt;&lt;script&gt;alert("), page);
  }

  @Test
  void aCampaignSaysWhatItCoveredAndWhatNot() throws IOException {
    Samples.campaign(folder);
    String page = page();
    assertTrue(page.contains("came up 3 times"), page);
    assertTrue(page.contains("Operations carried out: 1 of 2 never"), page);
    assertTrue(page.contains("Not judged by: mapping, live, bbm, tlb, publish,"), page);
    assertTrue(page.contains("about one program in 100 shows a new one"), page);
    assertTrue(page.contains("an order of magnitude"), page);
    assertEquals(3, count(page, "class=\"curve\""));
  }

  @Test
  void aProgramThatShowsNothingAnyMoreIsSaidToBeSo() throws IOException {
    Samples.finding(
        folder, "x", "linux-7.2", Samples.INVALID_BLOCK_SIGNATURE, Samples.INVALID_BLOCK);
    String page = page();
    assertTrue(page.contains("this build shows nothing any more"), page);
    assertEquals(0, count(page, "data-va="));
  }

  @Test
  void theMatrixOfKnownBugsIsShown() throws IOException {
    Samples.campaign(folder);
    Path matrix = Files.writeString(folder.resolve("matrix.json"), MATRIX);
    String page = ReportPage.of(Report.of(folder, matrix), drawn -> {});
    assertTrue(page.contains("<code>flush-&lt;twice&gt;</code>"), page);
    assertTrue(page.contains("1 of 2"), page);
    assertTrue(page.contains("censored"), page);
  }

  @Test
  void whatIsNotWhatItShouldBeIsNamed() throws IOException {
    assertRefused("no campaign and no findings");
    Path finding = Samples.invalidBlock(folder);
    Files.writeString(finding.resolve("program.txt"), "machine 4K/48\nnonsense\n");
    assertRefused("program.txt: ");
    Samples.finding(folder, "invalid-block", "v77", "s", Samples.INVALID_BLOCK);
    assertRefused("README: ");
    Files.writeString(finding.resolve("README"), "s\n");
    assertRefused("README: does not have --variant");
    Samples.invalidBlock(folder);
    Files.writeString(folder.resolve(CampaignSummary.FILE), "{\"variant\": \"v7\",\n");
    assertRefused(CampaignSummary.FILE + ": line 2: not JSON");
    Files.writeString(folder.resolve(CampaignSummary.FILE), "[]");
    assertRefused("expected a JSON object with a field variant");
  }

  private void assertRefused(String what) {
    IOException said =
        assertThrows(ReportFormatException.class, () -> Report.of(folder, null));
    assertTrue(said.getMessage().contains(what), said.getMessage());
    assertEquals(1, said.getMessage().lines().count(), said.getMessage());
  }

  @Test
  void aFindingOfAKernelTreeNeedsTheTree() throws IOException {
    Path finding = Files.createDirectories(folder.resolve("findings").resolve("one"));
    Files.writeString(finding.resolve("program.txt"), "machine 4K/48\nvm_unmap_aliases\n");
    Files.writeString(
        finding.resolve("README"),
        "result:x\n\nchecks on     all\n\n  ./splitproof kernel replay --tree linux p.txt\n");
    ReportFormatException problem =
        assertThrows(ReportFormatException.class, () -> Report.of(finding, null));
    assertTrue(problem.getMessage().contains("kernel report --tree"), problem.getMessage());
    Report report = Report.of(finding, null, Variants.named("linux-7.2"));
    assertTrue(ReportPage.of(report, drawn -> {}).contains("linux-7.2"));
  }
}
