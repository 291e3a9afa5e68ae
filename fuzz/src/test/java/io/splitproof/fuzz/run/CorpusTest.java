package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.corpus.Claims;
import io.splitproof.fuzz.corpus.ProgramSources;
import io.splitproof.fuzz.corpus.ShelfCheck;
import io.splitproof.fuzz.dump.DumpText;
import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every program on the shelf does what its header says, and is written as the printer writes it.
 */
class CorpusTest {

  private static final Path CORPUS =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus");

  @TestFactory
  Stream<DynamicTest> programsDoWhatTheirHeadersSay() throws IOException {
    ShelfCheck check = new ShelfCheck();
    return ProgramSources.files(CORPUS).stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> assertFine(check.check(file))));
  }

  @Test
  void headersNameWhatTheirFoldersAreFor() throws IOException {
    for (String folder : List.of("seeds", "regressions", "bugs", "open")) {
      boolean faults = folder.equals("bugs") || folder.equals("open");
      for (Path file : programs(folder).toList()) {
        Claims claims = Claims.of(ProgramFile.read(file));
        assertEquals(faults, !claims.variants().isEmpty(), () -> file + " names a variant");
        assertEquals(faults, !claims.signatures().isEmpty(), () -> file + " finds something");
        Variant system = Variants.thatRunOn(read(file).machine()).get(0);
        boolean open = claims.variants().contains(system.name());
        String fault = file + " is a fault of the first system with its machine";
        assertEquals(folder.equals("open"), open, fault);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> programsSurvivePrintingAndParsing() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder : List.of("seeds", "regressions", "bugs", "open")) {
      programs(folder).forEach(all::add);
    }
    return all.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> roundTrip(file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v7-mode1-12g", "v7-mode3-12g"})
  void theDumpsOfTheV7ThreadComeOut(String name) throws IOException {
    Program program = read(CORPUS.resolve("seeds/" + name + ".txt"));
    Runner runner = Runner.thorough(Variants.named("v7"));
    assertTrue(runner.run(program).isClean());
    Machine machine = runner.machine(program.machine()).machine();
    String found =
        PtDump.linearMap(machine.config().geometry(), machine.memory(), machine.rootTable());
    String published = Files.readString(CORPUS.resolve("seeds/" + name + ".ptdump"));
    assertEquals(null, DumpText.firstDifference(published, found));
  }

  @Test
  void aHeaderThatNamesAnotherFaultIsNoticed() throws IOException {
    Program program = read(CORPUS.resolve("open/guard-page.txt"));
    RunResult result = Runner.thorough(Variants.byDefault()).run(program);
    assertFalse(result.isClean());
    assertTrue(result.divergence().explanation().contains("guard page"), "says what it is");
  }

  private static void assertFine(ShelfCheck.Checked checked) {
    assertEquals(null, checked.unreadable());
    assertEquals(List.of(), checked.differences());
  }

  private static void roundTrip(Path file) throws IOException {
    Program program = read(file);
    assertEquals(program, ProgramText.parse(ProgramText.print(program)));
  }

  private static Program read(Path file) throws IOException {
    return ProgramText.parse(Files.readString(file));
  }

  private static Stream<Path> programs(String folder) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  private static String name(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }
}
