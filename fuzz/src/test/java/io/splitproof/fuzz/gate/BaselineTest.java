package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

  private static final Sample SAMPLE = new Sample(5000.5, 1_200_000, 2500);

  @TempDir private Path folder;

  private static Baseline baseline(int samples) {
    List<Sample> all = Collections.nCopies(samples, SAMPLE);
    return new Baseline(Baseline.FORMAT, Baseline.checksum(3), "linux-7.2", "all", 3, "17", all);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("baseline.json"), text);
  }

  private String complaint(String text) throws IOException {
    Path file = file(text);
    String message = assertThrows(IOException.class, () -> Baseline.read(file)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    assertEquals(1, message.lines().count());
    return message.substring(file.toString().length());
  }

  @Test
  void readsWhatItWrote() throws IOException {
    assertEquals(baseline(5), Baseline.read(file(baseline(5).json())));
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    String other = baseline(5).json().replace("\"baseline\" : 1", "\"baseline\" : 2");
    assertTrue(complaint(other).contains("format 2; expected format 1"));
  }

  @Test
  void refusesWhatIsNone() throws IOException {
    assertTrue(complaint("{}").contains("not a baseline"));
    assertTrue(complaint("hello").contains("not a baseline"));
    assertTrue(complaint("").contains("not a baseline"));
    String mistyped = baseline(5).json().replace("5000.5", "\"x\"");
    assertTrue(complaint(mistyped).contains("not a baseline"));
  }

  @Test
  void refusesTooFewSamples() throws IOException {
    assertTrue(complaint(baseline(4).json()).contains("fewer than 5 samples"));
  }

  @Test
  void refusesOtherPrograms() throws IOException {
    String other = baseline(5).json().replaceAll("\"programs\" : \\d+", "\"programs\" : 7");
    assertTrue(complaint(other).contains("programs of another version"));
  }

  @Test
  void refusesSamplesThatNobodyMeasured() throws IOException {
    String none = baseline(5).json().replace("1200000.0", "0");
    assertTrue(complaint(none).contains("nobody measured"));
    String missing = baseline(5).json().replaceAll("\"states\" : 2500", "\"states\" : 0");
    assertTrue(complaint(missing).contains("nobody measured"));
  }

  @Test
  void refusesWhatOtherChecksJudged() throws IOException {
    Path file = file(baseline(5).json());
    Baseline.read(file).require(file, Variants.byDefault(), Checks.ALL);
    IOException refusal =
        assertThrows(
            IOException.class,
            () ->
                Baseline.read(file)
                    .require(file, Variants.byDefault(), Checks.parse("tlb")));
    assertTrue(refusal.getMessage().contains("the checks all, but these are tlb"));
  }
}
