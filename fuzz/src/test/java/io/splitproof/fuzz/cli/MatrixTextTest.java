package io.splitproof.fuzz.cli;

import static io.splitproof.fuzz.bugs.Hunts.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.bugs.Hunts;
import io.splitproof.fuzz.bugs.Matrix;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTextTest {

  private static final Matrix COMPARED =
      Hunts.matrix(Hunts.of(1, 2, 3), Hunts.of(8, 5, NEVER));

  @Test
  void aRowSaysFoundByWhatAndHowSoon() {
    String text = MatrixText.of(Hunts.matrix(Hunts.of(1, NEVER, 3), null));
    String row = text.lines().skip(1).findFirst().orElseThrow();
    assertEquals(
        List.of(
            "v7", "permission", "2/3", "permission 2", "no program", "300", "3.00 s", ">20.00 s"),
        List.of(row.split("\\s{2,}")));
    assertTrue(text.contains("0 of 1 bugs found in each of 3 hunts; 1 hunts censored"), text);
  }

  @Test
  void aComparisonSaysHowMuchFasterAndHowSurely() {
    String text = MatrixText.of(COMPARED);
    String row = text.lines().skip(1).findFirst().orElseThrow();
    assertTrue(row.matches(".* 2/3 +800 +8\\.00 s +4\\.00 +1\\.00 +0\\.0[0-9]+"), row);
    assertTrue(text.contains("guided against unguided: 4.00 times as fast"), text);
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    JsonNode json = new ObjectMapper().readTree(MatrixJson.of(COMPARED));
    assertEquals(3, json.get("seeds").asInt());
    assertTrue(json.get("foundAll").asBoolean());
    assertEquals(4, json.get("ratioOfMedians").asDouble());
    JsonNode bug = json.get("bugs").get(0);
    assertEquals("v7", bug.get("name").asText());
    assertEquals("permission", bug.get("caughtBy").asText());
    assertEquals("[\"permission\"]", bug.get("guided").get("checks").toString());
    assertEquals(3, bug.get("guided").get("foundBy").get("permission").asInt());
    assertEquals(2, bug.get("guided").get("medianSeconds").asDouble());
    assertEquals(1, bug.get("unguided").get("censored").asInt());
    assertTrue(bug.get("unguided").get("worstSeconds").isNull());
    assertEquals("exact", bug.get("contrast").get("bound").asText());
    assertEquals(1, bug.get("contrast").get("a12").asDouble());
    assertEquals(3, bug.get("guided").get("hunts").size());
    assertEquals(Hunts.SIGNATURE, bug.get("guided").get("hunts").get(0).get("signature").asText());
  }

  @Test
  void theListNamesEveryBugAndItsOrigin() {
    CommandLineRun run = CommandLineRun.of("bugs", "--list");
    assertEquals(ExitStatus.CLEAN, run.status());
    String line = run.out().lines().filter(one -> one.startsWith("split-")).findFirst().get();
    assertEquals(3, line.split("\\s{2,}").length, line);
  }
}
