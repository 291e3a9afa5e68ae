package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.gate.GateResult.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class TreeTextTest {

  private static final StageResult SEARCHED =
      new StageResult("search", List.of(new Case("campaign", new Passed("9 programs"), 1)), 1);

  private static TreeVerdict verdict(Case one, StageResult... others) {
    List<StageResult> stages =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(new StageResult("shelf", List.of(one), 2)),
                java.util.stream.Stream.of(others))
            .toList();
    GateSettings settings = Gates.of("linux-7.2", Path.of("findings"));
    return new TreeVerdict("0001-mm.patch", new GateResult(settings, stages, 2.6, false));
  }

  private static final TreeVerdict PASSED =
      verdict(new Case("seeds/boot", new Passed(""), 0), SEARCHED);
  private static final TreeVerdict FAILED =
      verdict(new Case("seeds/boot", new Faulty(Gates.FAULT), 0));
  private static final TreeVerdict BROKEN =
      verdict(new Case("4K/48 kfence", new Broken("cannot build 4K/48 kfence: x.c:1:2"), 0));

  @Test
  void eachVerdictIsOneLine() {
    assertEquals(
        "gate: PASSED 0001-mm.patch: 2 cases passed, 0 skipped, searched 9 programs; 3 s",
        TreeText.verdict(PASSED));
    assertEquals(
        "gate: FAILED 0001-mm.patch: " + Gates.FAULT.signature() + ", corpus/bugs/a b.txt; "
            + Gates.FAULT.command() + "; 3 s",
        TreeText.verdict(FAILED));
    assertEquals(
        "gate: BROKEN 0001-mm.patch: cannot build 4K/48 kfence: x.c:1:2; 3 s",
        TreeText.verdict(BROKEN));
  }

  @Test
  void whatPassedWithoutASearchSaysSo() {
    TreeVerdict shelf = verdict(new Case("seeds/boot", new Passed(""), 0));
    assertTrue(TreeText.verdict(shelf).contains("0 skipped, no search; "));
  }

  @Test
  void whereNothingCouldBeJudgedItSaysWhy() {
    TreeVerdict none = verdict(new Case("seeds/boot", new Skipped("it reached f()"), 0));
    assertEquals(
        "gate: BROKEN 0001-mm.patch: nothing could be judged: it reached f(); 3 s",
        TreeText.verdict(none));
  }

  @Test
  void aReportEndsWithTheVerdict() {
    for (TreeVerdict one : List.of(PASSED, FAILED, BROKEN)) {
      String report = TreeText.report(one);
      assertTrue(report.endsWith(TreeText.verdict(one)), report);
      assertFalse(report.startsWith("\n"), report);
    }
    assertTrue(TreeText.report(FAILED).contains("tlb: <vfree>, linear &"));
  }

  @Test
  void theWorstIsTheVerdictOnAll() {
    assertEquals(Verdict.PASSED, TreeVerdict.all(List.of(PASSED, PASSED)));
    assertEquals(Verdict.BROKEN, TreeVerdict.all(List.of(PASSED, BROKEN)));
    assertEquals(Verdict.FAILED, TreeVerdict.all(List.of(FAILED, BROKEN)));
    assertEquals(Verdict.BROKEN, TreeVerdict.all(List.of()));
  }

  @Test
  void jsonHasEachVerdictAndThatOnAll() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(GateJson.of("linux", List.of(PASSED, FAILED)));
    assertEquals("failed", json.path("verdict").asText());
    assertEquals("linux", json.path("tree").asText());
    JsonNode second = json.path("verdicts").path(1);
    assertEquals("0001-mm.patch", second.path("on").asText());
    assertEquals("failed", second.path("verdict").asText());
    assertEquals(TreeText.verdict(FAILED), second.path("line").asText());
  }

  @Test
  void jUnitHasASuiteForEach() throws Exception {
    byte[] xml = JUnitXml.of(List.of(PASSED, FAILED)).getBytes(StandardCharsets.UTF_8);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml));
    var suites = document.getElementsByTagName("testsuite");
    assertEquals(2, suites.getLength());
    var attributes = suites.item(1).getAttributes();
    assertEquals(
        "splitproof.gate.0001-mm.patch", attributes.getNamedItem("name").getNodeValue());
    assertEquals("1", attributes.getNamedItem("failures").getNodeValue());
  }
}
