package io.splitproof.fuzz.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.splitproof.fuzz.figures.Figure.Basis;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.report.Chromium;
import io.splitproof.fuzz.report.Plot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresPageTest {

  private static final String QUESTIONS =
      """
      <script>
      const answers = parent.document.documentElement;
      const curves = [...document.querySelectorAll('figure > .chart .curve')];
      answers.setAttribute('data-wide', document.documentElement.scrollWidth);
      answers.setAttribute('data-window', innerWidth);
      answers.setAttribute('data-seen',
          curves.filter(curve => curve.getBoundingClientRect().width > 100).length);
      answers.setAttribute('data-strokes',
          new Set(curves.map(curve => getComputedStyle(curve).stroke)).size);
      answers.setAttribute('data-paper', getComputedStyle(document.body).backgroundColor);
      </script>
      """;

  @TempDir private Path folder;

  private static Figure figure(double ratio) {
    Plot plot =
        new Plot(
            "table memory (MiB)",
            "modules",
            List.of(
                new Plot.Curve("one", List.of(0.0, 10.0, 20.0), List.of(0.0, 50.0, 90.0)),
                new Plot.Curve("other", List.of(0.0, 10.0, 20.0), List.of(0.0, 1.0, 0.5))));
    return new Figure(
        "memory",
        "Memory <saved>",
        "a thread & its table",
        List.of(
            new Line("memory saved", "516,148 kB", "515,880 kB", ratio, Basis.STRUCTURE, "so"),
            Line.own("a_word_that_is_long_and_has_no_place_to_break_it", "3", "counted")),
        List.of(plot),
        List.of("A note."));
  }

  private static String page() {
    return FiguresPage.of(List.of(figure(0.9995)));
  }

  @Test
  void itShowsEachFigureBesideThePublishedOne() {
    String page = page();
    assertTrue(page.contains(">516,148 kB<") && page.contains(">515,880 kB<"), page);
    assertTrue(page.contains("Memory &lt;saved&gt;"), page);
    assertTrue(page.contains("99.9 %") || page.contains("100.0 %"), page);
    assertTrue(page.contains("all 1 structural figures agree"), page);
    assertTrue(
        FiguresPage.of(List.of(figure(2))).contains("1 of 1 structural figures disagree"));
  }

  @Test
  void pointsSayWhatAllCurvesHave() {
    assertTrue(page().contains("<title>10 modules; one: 50; other: 1</title>"), page());
    assertTrue(page().contains("one from 0 to 90; other from 0 to 0.5"), page());
  }

  @Test
  void itNeedsNothingFromElsewhere() {
    for (String outside : List.of("http", "src=", "url(", "@import", "<script")) {
      assertFalse(page().contains(outside), outside);
    }
  }

  private String open(String text, String... options) throws Exception {
    Optional<Chromium> browser = Chromium.find();
    assumeTrue(
        browser.isPresent(), "no Chromium on the path: what browsers make of pages is not tested");
    Path file = folder.resolve("figures.html");
    Files.writeString(file, text);
    return browser.get().open(file, folder, options);
  }

  private static String asking() {
    return page().replace("</body>", QUESTIONS + "</body>");
  }

  private static String answer(String dom, String question) {
    Matcher matcher = Pattern.compile("data-" + question + "=\"([^\"]*)\"").matcher(dom);
    assertTrue(matcher.find(), () -> "no answer to " + question + " in " + dom);
    return matcher.group(1);
  }

  @Test
  void curvesAreDrawnEachInItsColour() throws Exception {
    String dom = open(asking(), "--window-size=1280,900");
    assertEquals("2", answer(dom, "seen"));
    assertEquals("2", answer(dom, "strokes"));
  }

  /** In a frame, because the browser's own window does not become that narrow. */
  @Test
  void itFitsAPhone() throws Exception {
    String inside = asking().replace("&", "&amp;").replace("\"", "&quot;");
    String frame = "<!DOCTYPE html><iframe width=390 height=844 style='border:0' srcdoc=\"";
    String dom = open(frame + inside + "\">", "--hide-scrollbars");
    assertEquals("390", answer(dom, "window"));
    assertEquals("390", answer(dom, "wide"));
    assertEquals("2", answer(dom, "seen"));
  }

  @Test
  void itIsDarkWhereTheReaderWantsThat() throws Exception {
    String light = open(asking(), "--blink-settings=preferredColorScheme=1");
    String dark = open(asking(), "--blink-settings=preferredColorScheme=0");
    assertNotEquals(answer(light, "paper"), answer(dark, "paper"));
  }
}
