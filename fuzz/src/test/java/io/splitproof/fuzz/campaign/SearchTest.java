package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.kernel.ExecutorFailure;
import io.splitproof.impl.kernel.KernelVariant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

  private static final byte[] CLEAN = bytes("B0 = alloc_pages 512 near 0x80000\n");

  /** v7 takes the invalid block for none at all, and leaves it invalid. */
  private static final byte[] DIVERGES =
      bytes(
          "A1 = vmalloc 5 near 0x90000\n"
              + "B0 = alloc_pages 1024 near 0x80000\n"
              + "set_memory_valid B0[0] 512 off\n"
              + "set_memory_valid B0[0] 512 on\n"
              + "vfree A1\n");

  private final ByteArrayOutputStream reports = new ByteArrayOutputStream();
  private final AtomicBoolean stop = new AtomicBoolean();
  private long spent;
  private int shown;

  private static byte[] bytes(String program) {
    return ProgramBytes.encode(ProgramText.parse(program));
  }

  private Search search(Path findings) {
    return search(findings, false);
  }

  private Search search(Path findings, boolean untilFirst) {
    return search(
        findings, untilFirst, new PrintStream(reports, true, StandardCharsets.UTF_8));
  }

  private Search search(Path findings, boolean untilFirst, PrintStream parent) {
    return search(Variants.named("v7"), findings, untilFirst, parent);
  }

  private Search search(
      Variant variant, Path findings, boolean untilFirst, PrintStream parent) {
    WorkerSettings settings =
        new WorkerSettings(
            Guidance.GUIDED,
            variant,
            Checks.ALL,
            Clients.WELL_BEHAVED,
            Machines.standard(),
            1,
            findings,
            findings,
            findings,
            findings,
            true,
            untilFirst);
    return new Search(settings, (state, id) -> shown++, parent, stop::get, () -> 0, () -> spent);
  }

  private Tally lastReport() {
    return Tally.parse(reports.toString(StandardCharsets.UTF_8).lines().reduce((a, b) -> b).get());
  }

  @Test
  void aProgramWithoutAVerdictIsToldAndKeptAside(@TempDir Path findings) throws IOException {
    Variant kernel =
        new KernelVariant(
            "linux",
            executor -> {
              throw new ExecutorFailure("reached f()");
            });
    PrintStream parent = new PrintStream(reports, true, StandardCharsets.UTF_8);
    Search search = search(kernel, findings, false, parent);
    assertEquals(FuzzedInputs.REJECT, search.run(CLEAN));
    search.report();
    assertEquals(0, lastReport().programs());
    assertEquals(1, lastReport().counts(Tally.Count.UNJUDGED).get("reached f()"));
    String kept = Files.readString(new FindingFolders(findings).unjudged("reached f()"));
    assertTrue(kept.startsWith("# no verdict: reached f()\nmachine 4K/48"), kept);
    for (int i = 2; i < 100; i++) {
      assertEquals(FuzzedInputs.REJECT, search.run(CLEAN));
    }
    assertEquals(FuzzedInputs.STOP, search.run(CLEAN));
    assertNotNull(search.failure());
  }

  @Test
  void whatAgreesIsKept(@TempDir Path findings) {
    Search search = search(findings);
    assertEquals(FuzzedInputs.KEEP, search.run(CLEAN));
    search.report();
    assertEquals(1, lastReport().programs());
    assertEquals(1, lastReport().operations());
    assertEquals(1, lastReport().counts(Tally.Count.GEOMETRY).get("4K/48"));
  }

  @Test
  void whatDivergesIsWrittenOnceCountedEveryTimeAndNotKept(@TempDir Path findings)
      throws Exception {
    Search search = search(findings);
    assertEquals(FuzzedInputs.REJECT, search.run(DIVERGES));
    assertEquals(FuzzedInputs.REJECT, search.run(DIVERGES));
    assertEquals(FuzzedInputs.KEEP, search.run(CLEAN));
    search.report();
    String signature = "permission:set_memory_valid:linear:fault->valid-writable/fault";
    assertEquals(2, lastReport().counts(Tally.Count.FINDING).get(signature));
    Path folder = new FindingFolders(findings).folder(signature);
    String program = Files.readString(folder.resolve("program.txt"));
    assertEquals(3, ProgramText.parse(program).steps().size(), program);
    assertNull(search.failure());
  }

  @Test
  void untilTheFirstItStopsThereAndWritesNothing(@TempDir Path findings) throws Exception {
    Search search = search(findings, true);
    assertEquals(FuzzedInputs.KEEP, search.run(CLEAN));
    assertEquals(FuzzedInputs.STOP, search.run(DIVERGES));
    assertEquals(2, lastReport().programs());
    assertEquals(1, lastReport().counts(Tally.Count.FINDING).size());
    try (var files = Files.list(findings)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void withoutGuidanceNewProgramsRunUntilOneDiverges(@TempDir Path findings) {
    search(findings, true).runWithoutGuidance();
    assertEquals(1, lastReport().counts(Tally.Count.FINDING).size());
    assertTrue(lastReport().states() > 0);
  }

  @Test
  void askedToStopItRunsNothingMore(@TempDir Path findings) {
    Search search = search(findings);
    stop.set(true);
    assertEquals(FuzzedInputs.STOP, search.run(DIVERGES));
    search.report();
    assertEquals(0, lastReport().programs());
  }

  @Test
  void aFindingThatCannotBeWrittenWaitsUntilItCan(@TempDir Path top) throws IOException {
    Path findings = top.resolve("missing");
    Search search = search(findings);
    assertEquals(FuzzedInputs.REJECT, search.run(DIVERGES));
    assertEquals(1, lastReport().unsaved());
    assertTrue(search.unsaved().contains("B0 = alloc_pages"), search.unsaved());
    Files.createDirectory(findings);
    search.report();
    assertEquals(0, lastReport().unsaved());
    assertEquals("", search.unsaved());
    assertEquals(1, findings.toFile().list().length);
  }

  @Test
  void aHarnessThatFailsIsNoFinding(@TempDir Path findings) throws IOException {
    PrintStream closed = new PrintStream(OutputStream.nullOutputStream());
    closed.close();
    Search search = search(findings, false, closed);
    assertEquals(FuzzedInputs.STOP, search.run(DIVERGES));
    assertNotNull(search.failure());
    Path program = findings.resolve("harness-failure.txt");
    assertTrue(search.failure().getMessage().contains(program.toString()));
    assertTrue(Files.readString(program).contains("B0 = alloc_pages 1024"));
  }

  @Test
  void youngCorporaMostlyGetNewPrograms(@TempDir Path findings) {
    ProgramInputs inputs =
        new ProgramInputs(Clients.WELL_BEHAVED, Machines.standard(), Fleet.byDefault());
    Search search = search(findings);
    assertArrayEquals(inputs.fresh(1155, 5), search.mutate(CLEAN, 1155, 5));
    assertArrayEquals(inputs.fresh(1155, 6), search.crossOver(CLEAN, DIVERGES, 1155, 6));
  }

  @Test
  void nowAndThenTheyGetMutationsOfPrograms(@TempDir Path findings) {
    ProgramInputs inputs =
        new ProgramInputs(Clients.WELL_BEHAVED, Machines.standard(), Fleet.byDefault());
    assertArrayEquals(
        inputs.mutate(CLEAN, 1155, 16), search(findings).mutate(CLEAN, 1155, 16));
    assertArrayEquals(
        inputs.crossOver(CLEAN, DIVERGES, 1155, 32),
        search(findings).crossOver(CLEAN, DIVERGES, 1155, 32));
  }

  @Test
  void theEngineIsShownAStateOfAKeptProgramOnce(@TempDir Path findings) {
    Search search = search(findings);
    search.run(CLEAN);
    assertTrue(shown > 0);
    shown = 0;
    search.run(CLEAN);
    assertEquals(0, shown);
  }

  @Test
  void itIsShownWhatARejectedProgramDidAgain(@TempDir Path findings) {
    Search search = search(findings);
    search.run(DIVERGES);
    int first = shown;
    search.run(DIVERGES);
    assertTrue(shown > first);
  }

  @Test
  void whatItTakesToGetToTheFirstProgramIsNotCounted(@TempDir Path findings) {
    Search search = search(findings);
    search.prepare();
    spent = 1000;
    search.run(CLEAN);
    spent = 1500;
    search.report();
    assertEquals(500, lastReport().nanos());
  }
}
