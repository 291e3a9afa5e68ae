package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import io.splitproof.fuzz.gate.GateResult.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;

class GateReportsTest {

  private static final String SCHEMA = "/schema/sarif-schema-2.1.0.json";

  @Test
  void surefireReadsTheJUnitReport() throws Exception {
    byte[] xml = JUnitXml.of(Gates.mixed()).getBytes(StandardCharsets.UTF_8);
    TestSuiteXmlParser parser = new TestSuiteXmlParser(new NullConsoleLogger());
    List<ReportTestSuite> suites =
        parser.parse(
            new InputStreamReader(new ByteArrayInputStream(xml), StandardCharsets.UTF_8));
    assertEquals(1, suites.size());
    ReportTestSuite suite = suites.get(0);
    assertEquals(5, suite.getNumberOfTests());
    assertEquals(2, suite.getNumberOfFailures());
    assertEquals(1, suite.getNumberOfErrors());
    assertEquals(1, suite.getNumberOfSkipped());
    ReportTestCase bad = suite.getTestCases().get(1);
    assertEquals("bad \"quoted\" <name>", bad.getName());
    assertEquals(Gates.FAULT.signature(), bad.getFailureMessage());
    assertEquals("tlb", bad.getFailureType());
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream text = GateReportsTest.class.getResourceAsStream(SCHEMA)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(new ObjectMapper().readTree(text));
    }
  }

  private static JsonNode sarif(GateResult result) throws IOException {
    return new ObjectMapper().readTree(SarifLog.of(result, Path.of("")));
  }

  @Test
  void sarifSatisfiesThePublishedSchema() throws IOException {
    assertEquals(0, schema().validate(sarif(Gates.mixed())).size());
    assertEquals(0, schema().validate(sarif(Gates.result(List.of()))).size());
  }

  @Test
  void aCleanGateSaysThatThereAreNoResultsSoThatOldAlertsClose() throws IOException {
    GateResult clean = Gates.result(List.of(new Case("one", new Passed(""), 0)));
    assertTrue(sarif(clean).at("/runs/0/results").isArray());
    assertTrue(sarif(clean).at("/runs/0/invocations/0/executionSuccessful").asBoolean());
  }

  @Test
  void theSchemaRefusesWhatIsNoSarif() throws IOException {
    JsonNode wrong = sarif(Gates.mixed());
    ((com.fasterxml.jackson.databind.node.ObjectNode) wrong).remove("version");
    assertFalse(schema().validate(wrong).isEmpty());
  }

  @Test
  void sarifTellsAFaultOnceWithItsSignatureAsFingerprint() throws IOException {
    JsonNode results = sarif(Gates.mixed()).at("/runs/0/results");
    assertEquals(1, results.size());
    JsonNode only = results.get(0);
    assertEquals(
        Gates.FAULT.signature(), only.at("/partialFingerprints/splitproofSignature~1v1").asText());
    assertEquals(
        "corpus/bugs/a%20b.txt",
        only.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
    assertEquals(7, only.at("/locations/0/physicalLocation/region/startLine").asInt());
  }

  @Test
  void sarifNamesEveryRule() throws IOException {
    JsonNode rules = sarif(Gates.mixed()).at("/runs/0/tool/driver/rules");
    assertEquals(Fault.rules().length, rules.size());
  }

  @Test
  void jsonHasTheVerdictAndEveryCase() throws IOException {
    JsonNode json = new ObjectMapper().readTree(GateJson.of(Gates.mixed()));
    assertEquals("failed", json.get("verdict").asText());
    assertEquals(5, json.at("/stages/0/cases").size());
    assertEquals("failed", json.at("/stages/0/cases/1/result").asText());
  }

  @Test
  void theLastLineIsTheVerdict() {
    String text = GateText.report(Gates.mixed());
    String last = text.substring(text.lastIndexOf('\n') + 1);
    assertEquals(
        "gate: FAILED linux-7.2: 1 fault found in 2 cases; 1 case passed, 1 skipped, 3 s", last);
    assertTrue(text.contains("skipped, no time was left: late"));
  }

  @Test
  void aFaultOutweighsABrokenHarnessAndNothingSeenIsNoVerdict() {
    assertEquals(Verdict.FAILED, Gates.mixed().verdict());
    assertEquals(Verdict.PASSED, verdict(new Passed("")));
    assertEquals(Verdict.BROKEN, verdict(new Broken("x")));
    assertEquals(Verdict.BROKEN, verdict(new Skipped("x")));
  }

  @Test
  void aGateThatWasStoppedHasNotPassed() {
    StageResult passed = new StageResult("x", List.of(new Case("one", new Passed(""), 0)), 1);
    GateSettings settings = Gates.of("linux-7.2", Path.of("findings"));
    GateResult stopped = new GateResult(settings, List.of(passed), 1, true);
    assertEquals(Verdict.BROKEN, stopped.verdict());
    assertTrue(GateText.verdict(stopped).contains("stopped before its time"));
  }

  private static Verdict verdict(Case.Result result) {
    return Gates.result(List.of(new Case("one", result, 0))).verdict();
  }
}
