package io.splitproof.fuzz.systems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.corpus.ProgramSources;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.replay.Difference;
import io.splitproof.fuzz.replay.Parting;
import io.splitproof.fuzz.replay.Recorder;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * All systems agree on what pages permit, and on how calls end, on every program of the shelf that
 * they have the machine of, but for their known faults and what they do differently on purpose.
 */
class AgreementTest {

  private static final Path CORPUS =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus");

  private static final Program TWO_PAGES =
      ProgramText.parse(
          """
          B0 = alloc_pages 2 near 0x80000
          set_memory_valid B0[0] 2 off
          """);

  private final Recorder standard = recorder(Variants.byDefault());

  private static Recorder recorder(Variant variant) {
    return new Recorder(variant, Checks.ALL, false);
  }

  private static Explanations explanations() throws IOException {
    return new Explanations(ThreadBug.all(CORPUS.resolve("threads")));
  }

  @TestFactory
  Stream<DynamicTest> nothingIsUnexplained() throws IOException {
    Explanations explanations = explanations();
    List<Path> files = ProgramSources.files(CORPUS);
    return Variants.all().stream()
        .skip(1)
        .map(
            system ->
                DynamicTest.dynamicTest(
                    system.name(),
                    () -> assertEquals(List.of(), unexplained(explanations, system, files))));
  }

  private List<String> unexplained(Explanations explanations, Variant system, List<Path> files)
      throws IOException {
    Recorder recorder = recorder(system);
    List<String> unexplained = new ArrayList<>();
    for (Path file : files) {
      Program program = ProgramFile.read(file).program();
      if (system.runsOn(program.machine())
          && Variants.byDefault().runsOn(program.machine())) {
        explanations
            .between(program, recorder, standard)
            .forEach(
                (parting, reason) -> {
                  if (reason.isEmpty()) {
                    unexplained.add(file + ": " + parting);
                  }
                });
      }
    }
    return unexplained;
  }

  @Test
  void aFaultThatNobodyToldOfIsUnexplained() throws IOException {
    Map<Parting, Optional<String>> reasons =
        explanations()
            .between(TWO_PAGES, recorder(Variants.named("change-one-page-short")), standard);
    assertEquals(List.of(Optional.empty()), List.copyOf(reasons.values()));
  }

  @Test
  void aKnownFaultIsOneOnlyOfWhoHadIt() throws IOException {
    String signature = "permission:set_memory_valid:linear:fault->valid-writable/fault";
    Explanations explanations = explanations();
    assertTrue(explanations.faults("v7", signature).contains("invalid-block-is-no-leaf"));
    assertEquals(List.of(), explanations.faults("linux-7.2", signature));
    assertEquals(List.of(), explanations.faults("v7", "permission:vfree:hole:none/valid"));
  }

  @Test
  void pagesOutsideTheImageAreNoDifferenceByDesign() throws IOException {
    assertTrue(reason("linear", 0xffff_0000_0020_0000L, 0xffff_0000_0021_0000L).isPresent());
    assertFalse(reason("linear", 0xffff_0000_0020_0000L, 0xffff_0000_2000_0000L).isPresent());
    assertFalse(reason("A0", 0xffff_0000_0020_0000L, 0xffff_0000_0021_0000L).isPresent());
  }

  private static Optional<String> reason(String place, long start, long end) throws IOException {
    Difference difference =
        new Difference(place, start, end, "valid-writable-tagged", "valid-readonly-normal");
    Parting boot = new Parting(-1, "boot", "pages", List.of(difference), "", "");
    return explanations()
        .of(TWO_PAGES, Variants.named("v7"), Variants.byDefault(), boot);
  }
}
