package io.splitproof.mutation;

import static io.splitproof.oracle.contract.FaultPlan.Scope.AREA_TABLE;
import static io.splitproof.oracle.contract.FaultPlan.Scope.FRAME;
import static io.splitproof.oracle.contract.FaultPlan.Scope.LINEAR_TABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.conform.Conformance;
import io.splitproof.fuzz.conform.ConformanceResult;
import io.splitproof.fuzz.dump.DumpText;
import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.FailEach;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a user's gate runs, and nothing else: the shelf replayed, and short campaigns from fixed
 * seeds. The mutation profile counts how many changes of the judged these notice.
 */
class ShelfAndCampaignTest {

  private static final Path CORPUS =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus");

  /** Those that take no longer than a campaign; every survivor pays for all of them. */
  private static final List<String> SHORT_RECORDINGS =
      List.of(
          "bbml2-64k-6g",
          "bbml2-6g",
          "danger1",
          "danger2",
          "danger4",
          "hot-bbml2",
          "hot-pte",
          "kfence-late-bbml2",
          "mixed-6g-smp2");

  @Test
  void everySurvivorAllowedIsArguedIn() throws IOException {
    try (Stream<String> lines = Files.lines(CORPUS.resolveSibling("impl/SURVIVORS.md"))) {
      long rows = lines.filter(line -> line.startsWith("| `")).count();
      assertEquals(Integer.getInteger("splitproof.survivors"), (int) rows);
    }
  }

  @Test
  void whatMustBeCleanIsClean() throws IOException {
    Runner runner = Runner.thorough(Variants.byDefault());
    for (String folder : List.of("seeds", "regressions", "checks", "bugs")) {
      for (Path file : files(folder, ".txt")) {
        RunResult result = runner.run(read(file));
        assertTrue(result.isClean(), () -> file + " " + result.divergence().describe());
        assertEquals(0, result.skipped(), file::toString);
      }
    }
  }

  @Test
  void whatIsOpenIsStillFound() throws IOException {
    Runner runner = Runner.thorough(Variants.byDefault());
    for (Path file : files("open", ".txt")) {
      RunResult result = runner.run(read(file));
      assertTrue(!result.isClean(), () -> file + " is clean");
      assertEquals(header(file, "finds"), result.divergence().signature());
    }
  }

  @Test
  void everyKnownBugIsFound() throws IOException {
    for (Path file : files("bugs", ".txt")) {
      RunResult result = Runner.thorough(Variants.named(header(file, "variant"))).run(read(file));
      assertTrue(!result.isClean(), () -> file + " is clean");
      assertEquals(header(file, "finds"), result.divergence().signature());
    }
  }

  @Test
  void theDumpsOfTheV7ThreadComeOut() throws IOException {
    for (Path published : files("seeds", ".ptdump")) {
      Path program = Path.of(published.toString().replace(".ptdump", ".txt"));
      Runner runner = Runner.thorough(Variants.named("v7"));
      assertTrue(runner.run(read(program)).isClean());
      Machine machine = runner.machine(read(program).machine()).machine();
      String found =
          PtDump.linearMap(machine.config().geometry(), machine.memory(), machine.rootTable());
      assertEquals(null, DumpText.firstDifference(Files.readString(published), found));
    }
  }

  /** Each allocation fails once, and once with all that follow. */
  @Test
  void whateverAllocationFailsTheShelfIsClean() throws IOException {
    failEach("module", EnumSet.of(LINEAR_TABLE, AREA_TABLE, FRAME));
    failEach("hotplug-and-kfence", EnumSet.of(LINEAR_TABLE, FRAME));
  }

  private static void failEach(String name, Set<FaultPlan.Scope> kinds) throws IOException {
    Program program = read(CORPUS.resolve("seeds").resolve(name + ".txt"));
    FailEach result = FailEach.of(program, Variants.byDefault(), Checks.ALL);
    assertEquals(List.of(), result.diverging(), name);
    Set<FaultPlan.Scope> failed = EnumSet.noneOf(FaultPlan.Scope.class);
    result.allocations().forEach(allocation -> failed.add(allocation.kind()));
    assertEquals(kinds, failed, name);
  }

  @Test
  void aFewProgramsAreClean() {
    campaign(1, 50);
  }

  @Test
  void manyProgramsAreClean() {
    campaign(2, 500);
  }

  @Test
  void wrongCallersFindOnlyWhatIsOpen() throws IOException {
    Set<String> open = new TreeSet<>();
    for (Path file : files("open", ".txt")) {
      open.add(kind(header(file, "finds")));
    }
    Runner runner = Runner.thorough(Variants.byDefault());
    ProgramGenerator generator = new ProgramGenerator(new SplittableRandom(4), Clients.ANY);
    for (int i = 0; i < 400; i++) {
      Program program = generator.next();
      RunResult result = runner.run(program);
      assertTrue(
          result.isClean() || open.contains(kind(result.divergence().signature())),
          () -> program + result.divergence().describe());
    }
  }

  @Test
  void theModelDumpsWhatTheKernelDumped() throws IOException {
    conform(files("recordings", ".boot.ptdump.gz"));
  }

  @Test
  void theModelDoesWhatTheKernelDid() throws IOException {
    List<Path> recordings = new ArrayList<>();
    for (String name : SHORT_RECORDINGS) {
      recordings.add(CORPUS.resolve("recordings").resolve(name + ".ops.txt.gz"));
    }
    conform(recordings);
  }

  private static void campaign(long seed, int programs) {
    Runner runner = Runner.thorough(Variants.byDefault());
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(seed), Clients.WELL_BEHAVED);
    for (int i = 0; i < programs; i++) {
      Program program = generator.next();
      RunResult result = runner.run(program);
      assertTrue(result.isClean(), () -> program + result.divergence().describe());
    }
  }

  private static void conform(List<Path> recordings) throws IOException {
    for (Path file : recordings) {
      ConformanceResult result = new Conformance(Variants.byDefault()).run(file);
      assertTrue(result.conforms(), () -> result.summary() + "\n" + result.first());
    }
  }

  private static Program read(Path file) throws IOException {
    return ProgramText.parse(Files.readString(file));
  }

  private static String header(Path file, String key) throws IOException {
    String start = "# " + key + " ";
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith(start)).findFirst().orElseThrow()
          .substring(start.length());
    }
  }

  /** What is left of a signature without the call and how exactly it ended. */
  private static String kind(String signature) {
    String[] parts = signature.split(":");
    boolean warns = signature.endsWith("[SPLIT_FAILED]") || signature.contains("[SPLIT_FAILED, ");
    return parts[0] + ":" + (warns ? "split failed" : parts[2]);
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.list(CORPUS.resolve(folder))) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted()
          .collect(Collectors.toList());
    }
  }
}
