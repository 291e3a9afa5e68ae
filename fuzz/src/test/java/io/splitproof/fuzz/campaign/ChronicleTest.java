package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.report.CampaignHistory;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleTest {

  @TempDir private Path folder;

  private CampaignSettings settings(String variant) {
    return new CampaignSettings(
        Duration.ofSeconds(60),
        1,
        1,
        Variants.named(variant),
        Checks.ALL,
        Clients.WELL_BEHAVED,
        null,
        List.of(),
        folder.resolve("corpus"),
        folder.resolve("findings"),
        folder,
        Guidance.GUIDED,
        false);
  }

  private static CampaignStatus after(long seconds, long programs) {
    return new CampaignStatus(
        Duration.ofSeconds(seconds),
        programs,
        10 * programs,
        0,
        5,
        70,
        Map.of("4K/48", programs),
        new Covered(Map.of(), Map.of("vmalloc", programs), Map.of()),
        Map.of("a:b:c:d/e", 2L),
        Duration.ofSeconds(seconds),
        new Discovery(programs, 30, 3),
        Health.GOOD);
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper().readTree(folder.resolve(Chronicle.STATUS).toFile());
  }

  @Test
  void aRunGoesOnWhereTheLastOneWas() throws IOException {
    new Chronicle(settings("v7")).end(after(10, 100), List.of());
    Chronicle second = new Chronicle(settings("v7"));
    second.end(after(5, 50), List.of());
    assertEquals(15_000, status().get("elapsedMillis").asLong());
    assertEquals(150, status().get("programs").asLong());
    assertEquals(150, status().at("/geometries/4K~148").asLong());
    assertEquals(150, status().at("/operationKinds/vmalloc").asLong());
    assertEquals(4, status().at("/findings/0/times").asLong());
    assertEquals(2, CampaignHistory.in(folder).samples().size());
  }

  @Test
  void aCampaignOfAnotherKindIsRefused() throws IOException {
    new Chronicle(settings("v7")).end(after(10, 100), List.of());
    IOException refusal =
        assertThrows(IOException.class, () -> new Chronicle(settings("linux-7.2")));
    assertTrue(refusal.getMessage().contains("variant v7; this one has linux-7.2"));
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Test
  void aStatusThatIsNoneIsRefused() throws IOException {
    Files.writeString(folder.resolve(Chronicle.STATUS), "{\"variant\":");
    assertThrows(IOException.class, () -> new Chronicle(settings("v7")));
  }

  @Test
  void whateverElseIsThereIsRefusedInOneLineThatNamesIt() throws IOException {
    Path file = folder.resolve(Chronicle.STATUS);
    for (byte[] wrong :
        new byte[][] {{}, {0}, {(byte) 0xff, (byte) 0xfe, 0, 0}, {'[', '1', ']'}, {-61, 40}}) {
      Files.write(file, wrong);
      IOException refusal = assertThrows(IOException.class, () -> new Chronicle(settings("v7")));
      assertTrue(refusal.getMessage().startsWith(file + ": not the status of a campaign"));
    }
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 30);
    }
    IOException refusal = assertThrows(IOException.class, () -> new Chronicle(settings("v7")));
    assertTrue(refusal.getMessage().contains("not the status of a campaign"));
  }

  @Test
  void aLineThatWasCutOffIsMended() throws IOException {
    new Chronicle(settings("v7")).end(after(10, 100), List.of());
    Path history = folder.resolve(Chronicle.HISTORY);
    Files.writeString(history, Files.readString(history) + "{\"elapsedSec");
    new Chronicle(settings("v7")).end(after(10, 100), List.of());
    assertEquals(2, CampaignHistory.in(folder).samples().size());
    assertEquals(2, Files.readAllLines(history).size());
  }

  @Test
  void aLongHistoryIsThinnedAndKeepsItsEnd() throws IOException {
    Path history = Files.writeString(folder.resolve("x"), "1\n2\n3\n4\n5\n6\n");
    Chronicle.thin(history);
    assertEquals(List.of("2", "4", "6"), Files.readAllLines(history));
  }

  @Test
  void statusAndHistoryAreWrittenNowAndThen() throws IOException {
    Chronicle chronicle = new Chronicle(settings("v7"));
    for (int second = 1; second <= 12; second++) {
      chronicle.note(after(second, 10 * second));
    }
    assertEquals(120, status().get("programs").asLong());
    assertEquals(3, CampaignHistory.in(folder).samples().size());
  }
}
