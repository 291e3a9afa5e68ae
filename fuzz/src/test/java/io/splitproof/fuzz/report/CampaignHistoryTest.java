package io.splitproof.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignHistoryTest {

  @TempDir private Path folder;

  private CampaignHistory history(String text) throws IOException {
    Files.writeString(folder.resolve(CampaignHistory.FILE), text);
    return CampaignHistory.in(folder);
  }

  private static List<Double> times(CampaignHistory history) {
    return history.samples().stream().map(CampaignHistory.Sample::elapsedSeconds).toList();
  }

  @Test
  void withoutAFileThereIsNoSample() throws IOException {
    assertEquals(List.of(), CampaignHistory.in(folder).samples());
  }

  @Test
  void whatALineDoesNotSayIsNotANumber() throws IOException {
    CampaignHistory.Sample sample =
        history("{\"elapsedSeconds\":2.5,\"programs\":7,\"more\":[]}\n").samples().get(0);
    assertEquals(2.5, sample.elapsedSeconds());
    assertEquals(7, sample.programs());
    assertTrue(Double.isNaN(sample.features()));
  }

  @Test
  void aLastLineThatWasCutOffCountsForNothing() throws IOException {
    String text = "{\"elapsedSeconds\":1}\n{\"elapsedSeconds\":2}\n{\"elapsedSec";
    assertEquals(List.of(1.0, 2.0), times(history(text)));
  }

  @Test
  void workThatWasLostBeforeAResumptionIsGone() throws IOException {
    String text =
        "{\"elapsedSeconds\":1}\n{\"elapsedSeconds\":5}\n{\"elapsedSeconds\":9}\n"
            + "{\"elapsedSeconds\":4}\n{\"elapsedSeconds\":6}\n";
    assertEquals(List.of(1.0, 4.0, 6.0), times(history(text)));
  }

  @Test
  void anyOtherLineThatIsWrongIsNamed() {
    for (String wrong : List.of("{}", "7", "", "{\"elapsedSeconds\":-1}", "no")) {
      String text = "{\"elapsedSeconds\":1}\n" + wrong + "\n{\"elapsedSeconds\":3}\n";
      String said =
          assertThrows(ReportFormatException.class, () -> history(text), wrong).getMessage();
      assertTrue(said.contains(CampaignHistory.FILE + ": line 2: expected"), said);
    }
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    byte[] binary = "{\"elapsedSeconds\":1}\n\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve(CampaignHistory.FILE), binary);
    assertThrows(ReportFormatException.class, () -> CampaignHistory.in(folder));
  }
}
