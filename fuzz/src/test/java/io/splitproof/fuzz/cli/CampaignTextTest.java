package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.CampaignSettings;
import io.splitproof.fuzz.campaign.CampaignStatus;
import io.splitproof.fuzz.campaign.Covered;
import io.splitproof.fuzz.campaign.Discovery;
import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.fuzz.campaign.Health;
import io.splitproof.fuzz.corpus.OpenFindings;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CampaignTextTest {

  private static final OpenFindings NOTHING = nothing();

  private static OpenFindings nothing() {
    try {
      return new OpenFindings(Path.of("no such folder"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CampaignStatus status(long millis, Map<String, Long> findings) {
    return new CampaignStatus(
        Duration.ofMillis(millis),
        3000,
        90000,
        12,
        34,
        567,
        Map.of("4K/48", 3000L),
        new Covered(
            Map.of("4k48", 3000L, "64k48", 0L),
            Map.of("vmalloc", 90000L),
            Map.of("frame", 17L)),
        findings,
        Duration.ofMillis(millis),
        new Discovery(3000, 800, 6),
        Health.GOOD);
  }

  private static CampaignResult result() {
    CampaignSettings settings =
        new CampaignSettings(
            Duration.ofSeconds(60),
            7,
            2,
            Variants.named("v7"),
            Checks.parse("permission,live"),
            Clients.ANY,
            null,
            List.of(),
            null,
            Path.of("findings"),
            null,
            Guidance.GUIDED,
            false);
    return new CampaignResult(
        settings,
        status(1500, Map.of("a:b", 2L)),
        status(1500, Map.of("a:b", 2L)),
        List.of(new CampaignResult.Found("a:b", 2, Path.of("findings", "a-b"))),
        List.of());
  }

  @Test
  void theSummarySaysWhatWasNotCovered() {
    String text = CampaignText.summary(result(), NOTHING);
    assertTrue(text.contains("machines    1 of 2, not 64k48\n"), text);
    assertTrue(text.contains("failures    allocations that failed: frame 17\n"), text);
  }

  @Test
  void theSummarySaysWhatWasDoneAndFound() {
    String text = CampaignText.summary(result(), NOTHING);
    assertTrue(text.contains("variant     v7, any clients\n"), text);
    assertTrue(text.contains("seed        7, workers 2\n"), text);
    assertTrue(text.contains("programs    3000, 2000 a second\n"), text);
    assertTrue(text.contains("operations  90000, 60000 a second; 12 skipped"), text);
    assertTrue(text.contains("geometries  4K/48 3000\n"), text);
    assertTrue(text.contains("checks      permission,live\n"), text);
    assertTrue(
        text.contains(
            "discovery   6 of 800 states came up in one program alone:"
                + " about one program in 500 shows a new one"),
        text);
    assertTrue(text.contains("findings    1\n  a:b\n    2 times, findings/a-b"), text);
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    JsonNode json = new ObjectMapper().readTree(CampaignJson.summary(result()));
    assertEquals("v7", json.get("variant").asText());
    assertEquals(7, json.get("seed").asLong());
    assertEquals("[\"permission\",\"live\"]", json.get("checks").toString());
    assertEquals(0.002, json.get("discoveryChance").asDouble());
    assertEquals(1500, json.get("elapsedMillis").asLong());
    assertEquals(3000, json.get("geometries").get("4K/48").asLong());
    assertEquals("a:b", json.get("findings").get(0).get("signature").asText());
    assertEquals(2, json.get("findings").get(0).get("times").asLong());
  }

  @Test
  void theOpeningLineHasTheSeed() {
    String line = CampaignText.opening(result().settings());
    assertEquals(
        "fuzzing v7: any clients, seed 7, workers 2, budget 60.0 s, on every machine", line);
  }

  @Test
  void aNewFindingIsWorthALineSooner() {
    StringWriter text = new StringWriter();
    long[] nanos = {0};
    Screen screen = new Screen(new StringWriter(), text, Terminal.NONE);
    Progress progress = new Progress(screen, null, () -> nanos[0]);
    LiveLine line = new LiveLine(progress);
    for (int millis = 0; millis < 10_000; millis += 250) {
      nanos[0] = millis * 1_000_000L;
      line.accept(status(millis, millis < 8_000 ? Map.of() : Map.of("a:b", 1L)));
      progress.tick();
    }
    List<String> lines = text.toString().lines().toList();
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("   2 s  "), lines::toString);
    assertTrue(lines.get(1).startsWith("   7 s  "), lines::toString);
    assertTrue(lines.get(2).startsWith("   8 s  "), lines::toString);
    assertEquals("findings 1", lines.get(2).substring(lines.get(2).length() - 10));
  }

  @Test
  void beforeTheFirstProgramItIsStarting() {
    StringWriter text = new StringWriter();
    long[] nanos = {0};
    Screen screen = new Screen(new StringWriter(), text, Terminal.NONE);
    Progress progress = new Progress(screen, "starting ...", () -> nanos[0]);
    LiveLine line = new LiveLine(progress);
    nanos[0] = 3_000_000_000L;
    line.accept(nothingYet());
    progress.tick();
    assertEquals("starting ..." + System.lineSeparator(), text.toString());
  }

  @Test
  void aSearchThatHardlyBeganHasNothingToSayOfDiscovery() {
    CampaignResult none =
        new CampaignResult(result().settings(), nothingYet(), nothingYet(), List.of(), List.of());
    assertFalse(CampaignText.summary(none, NOTHING).contains("discovery"));
    assertFalse(new Discovery(3, 40, 2).isTelling());
    assertFalse(new Discovery(3, 40, 30).isTelling());
    assertTrue(new Discovery(300, 40, 2).isTelling());
    assertTrue(new Discovery(300, 40, 0).isTelling());
  }

  private static CampaignStatus nothingYet() {
    Discovery none = new Discovery(0, 0, 0);
    return new CampaignStatus(
        Duration.ZERO,
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        Covered.NOTHING,
        Map.of(),
        Duration.ZERO,
        none,
        Health.GOOD);
  }
}
