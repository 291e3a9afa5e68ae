package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {

  /** Whether it is well here depends on the machine; that worker and shelf are, does not. */
  @Test
  void looksAtEverythingAndSaysSoInJson() throws Exception {
    CommandLineRun run = CommandLineRun.of("doctor", "--json", "--quiet");
    assertEquals("", run.err());
    JsonNode object = new ObjectMapper().readTree(run.out());
    assertEquals(
        run.status(), object.get("usable").asBoolean() ? ExitStatus.CLEAN : ExitStatus.BROKEN);
    List<String> subjects = new ArrayList<>();
    for (JsonNode look : object.get("looks")) {
      String subject = look.get("subject").asText();
      subjects.add(subject);
      String level = look.get("level").asText();
      assertTrue(List.of("ok", "warning", "bad").contains(level), level);
      assertEquals(level.equals("ok"), look.get("remedy").asText().isEmpty(), look::toString);
      if (List.of("fuzzing", "shelf", "regressions").contains(subject)) {
        assertTrue(!level.equals("bad"), look::toString);
      }
    }
    assertEquals(
        List.of(
            "java", "memory", "processors", "this folder", "temporary", "open files", "terminal",
            "fuzzing", "shelf", "regressions"),
        subjects);
  }
}
