package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The default model does what a real kernel did, in every recording the project carries. */
class ConformanceTest {

  private final Conformance conformance = new Conformance(Variants.byDefault());

  static Stream<Path> recordings() throws IOException {
    return Stream.concat(
        Recordings.files(".ops.txt.gz").stream(), Recordings.files(".boot.ptdump.gz").stream());
  }

  @Test
  void allRecordingsAreThere() throws IOException {
    assertEquals(17, Recordings.files(".ops.txt.gz").size());
    assertEquals(8, Recordings.files(".boot.ptdump.gz").size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void theModelDoesWhatTheKernelDid(Path recording) throws IOException {
    ConformanceResult result = conformance.run(recording);
    assertTrue(result.conforms(), () -> result.summary() + "\n" + result.first());
    assertTrue(result.pageStates() > 0, result::summary);
  }

  @Test
  void theSameRecordingGivesTheSameResult() throws IOException {
    Path recording = Recordings.folder().resolve("danger4.ops.txt.gz");
    assertEquals(conformance.run(recording), conformance.run(recording));
  }

  @Test
  void theOtherVariantIsToldApart() throws IOException {
    Path recording = Recordings.folder().resolve("bbml2-6g.ops.txt.gz");
    ConformanceResult v7 = new Conformance(Variants.named("v7")).run(recording);
    assertTrue(v7.mismatches() > 0, v7::summary);
  }

  @Test
  void onlyAskingForNothingBesideAnAreaIsLeftOpen() throws IOException {
    Conformance unjudged = new Conformance(Variants.byDefault(), config -> Verdicts.NONE);
    for (Path file : Recordings.files(".ops.txt.gz")) {
      List<String> outside = unjudged.run(file).outside();
      assertTrue(outside.size() <= 1, () -> file + ": " + outside);
      outside.forEach(text -> assertTrue(text.contains(": ro A -1 0 "), text));
    }
  }

  /** The guard page in A08, E14 and the danger files; H04 hot-removes part of a leaf. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "bbml2-6g, 8",
    "pte-6g, 8",
    "bbml2-64k-6g, 8",
    "danger1, 4",
    "danger2, 0",
    "danger4, 6",
    "hot-bbml2, 1",
    "hot-pte, 0",
    "kfence-late-bbml2, 0",
    "rand1-bbml2, 0"
  })
  void theJudgeDisagreesOnlyOverMisuse(String name, int misuse) throws IOException {
    Path recording = Recordings.folder().resolve(name + ".ops.txt.gz");
    ConformanceResult result = conformance.run(recording);
    assertEquals(misuse, result.misuse().size(), () -> String.join("\n", result.misuse()));
  }
}
