package io.splitproof.fuzz.bugs;

import static io.splitproof.fuzz.bugs.Hunts.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class MatrixPageTest {

  private static Document page(Matrix matrix) throws Exception {
    byte[] text = MatrixPage.of(matrix).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text));
  }

  private static long curves(Document page, String guidance) {
    NodeList paths = page.getElementsByTagName("path");
    long count = 0;
    for (int i = 0; i < paths.getLength(); i++) {
      count += ((Element) paths.item(i)).getAttribute("class").equals(guidance) ? 1 : 0;
    }
    return count;
  }

  @Test
  void itIsWellFormedWithACurveForAllAndForEachBug() throws Exception {
    Document page = page(Hunts.matrix(Hunts.of(0.5, 3), Hunts.of(7, NEVER)));
    assertEquals("html", page.getDocumentElement().getTagName());
    assertEquals(2, page.getElementsByTagName("svg").getLength());
    assertEquals(2, curves(page, "guided"));
    assertEquals(2, curves(page, "unguided"));
  }

  @Test
  void itNeedsNothingFromElsewhere() {
    String page = MatrixPage.of(Hunts.matrix(Hunts.of(1), null));
    for (String outside : List.of("http", "src=", "href=", "url(", "@import", "<script")) {
      assertFalse(page.contains(outside), outside);
    }
  }

  @Test
  void aCurveClimbsAStepAHuntAndStopsWhereHuntsFoundNothing() {
    Curve curve = new Curve(0.1, 10);
    assertEquals("M0 100H150.0V50.0H300", curve.path(new double[] {1, NEVER}));
    assertEquals("M0 100H0.0V50.0H300.0V0.0H300", curve.path(new double[] {10, 0.1}));
    assertEquals("M0 100H300", curve.path(new double[] {NEVER}));
  }
}
