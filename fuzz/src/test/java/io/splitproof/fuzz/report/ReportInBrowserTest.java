package io.splitproof.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser makes of the page. */
class ReportInBrowserTest {

  /** Asks the browser for what only it knows. */
  private static final String QUESTIONS =
      """
      <script>
      const answers = parent.document.documentElement;
      const marked = [...document.querySelectorAll('article .diverges')];
      answers.setAttribute('data-wide', document.documentElement.scrollWidth);
      answers.setAttribute('data-window', innerWidth);
      answers.setAttribute('data-seen',
          marked.filter(mark => mark.getBoundingClientRect().width > 20).length);
      answers.setAttribute('data-paper', getComputedStyle(document.body).backgroundColor);
      </script>
      """;

  @TempDir private Path folder;
  private Chromium browser;
  private Path page;

  @BeforeEach
  void makeThePage() throws IOException {
    Optional<Chromium> found = Chromium.find();
    assumeTrue(
        found.isPresent(), "no Chromium on the path: what a browser makes of pages is not tested");
    browser = found.get();
    Path campaign = Samples.campaign(folder.resolve("campaign"));
    String text = ReportPage.of(Report.of(campaign, null), drawn -> {});
    page = folder.resolve("report.html");
    Files.writeString(page, text.replace("</body>", QUESTIONS + "</body>"));
  }

  private String open(String... options) throws Exception {
    return browser.open(page, folder, options);
  }

  private static String answer(String dom, String question) {
    Matcher matcher = Pattern.compile("data-" + question + "=\"([^\"]*)\"").matcher(dom);
    assertTrue(matcher.find(), () -> "no answer to " + question + " in " + dom);
    return matcher.group(1);
  }

  @Test
  void thePagesThatDivergeAreMarked() throws Exception {
    String dom = open("--window-size=1280,900");
    String va = Long.toHexString(Samples.INVALID_BLOCK_VA);
    assertTrue(dom.contains("<g class=\"diverges\" data-va=\"" + va + "\">"), dom);
    assertEquals("1", answer(dom, "seen"));
    assertTrue(dom.contains("should be valid-writable-tagged, is fault (after)"), dom);
  }

  /** In a frame, because the browser's own window does not become that narrow. */
  @Test
  void itFitsAPhone() throws Exception {
    String inside = Files.readString(page).replace("&", "&amp;").replace("\"", "&quot;");
    Files.writeString(
        page,
        "<!DOCTYPE html><iframe width=390 height=844 style='border:0' srcdoc=\"" + inside + "\">");
    String dom = open("--hide-scrollbars");
    assertEquals("390", answer(dom, "window"));
    assertEquals("390", answer(dom, "wide"));
    assertEquals("1", answer(dom, "seen"));
  }

  @Test
  void itIsDarkWhereTheReaderWantsThat() throws Exception {
    String light = answer(open("--blink-settings=preferredColorScheme=1"), "paper");
    String dark = answer(open("--blink-settings=preferredColorScheme=0"), "paper");
    assertNotEquals(light, dark);
  }

  @Test
  void aPageWithoutAFindingHasNoMark() throws Exception {
    Path clean = Files.createDirectories(folder.resolve("clean"));
    Files.writeString(clean.resolve(CampaignSummary.FILE), Samples.STATUS);
    String text = ReportPage.of(Report.of(clean, null), drawn -> {});
    Files.writeString(page, text.replace("</body>", QUESTIONS + "</body>"));
    String dom = open();
    assertEquals("0", answer(dom, "seen"));
    assertFalse(dom.contains("data-va="), dom);
  }
}
