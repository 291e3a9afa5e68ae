package io.splitproof.ossfuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.ossfuzz.BaseRunner.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds the targets as OSS-Fuzz's base images would and holds them to what those demand, with
 * stand-ins for Maven and for Jazzer's native launcher, as there is no container to do it in.
 */
@EnabledOnOs(OS.LINUX)
class OssFuzzTest {

  private static final Path HOME = Path.of(System.getProperty("splitproof.home"));
  private static final Pattern EDGES =
      Pattern.compile("INFO: Loaded \\d+ module.*\\((?:.*counters|guards)\\):\\s+(\\d+)");
  private static final Pattern COVERED = Pattern.compile(" cov: (\\d+) ");
  private static final Pattern MEMORY = Pattern.compile(" rss: (\\d+)Mb");
  private static final int FEWEST_EDGES = 100;
  private static final int MOST_MEGABYTES = 2560;
  private static final int FINDING = 77;

  @TempDir private static Path folder;
  private static BaseRunner runner;
  private static String maven;
  private static Path out;

  @BeforeAll
  static void build() throws Exception {
    BaseImage image = new BaseImage(folder.toRealPath());
    image.build();
    maven = image.maven();
    out = image.moveOut();
    runner = new BaseRunner(out);
  }

  @Test
  void mavenMakesJarsAndTestsNothing() {
    assertTrue(maven.contains(" package") && maven.contains("-Dmaven.test.skip=true"), maven);
  }

  @Test
  void theRunnersFindTheTargets() throws IOException {
    assertEquals(List.of("ProgramFuzzer", "TextFuzzer"), runner.targets());
  }

  @Test
  void eachTargetHasItsFilesAndNothingElseIsThere() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("jazzer_agent_deploy.jar", "jazzer_driver"));
    expected.addAll(
        Set.of("splitproof-fuzz.jar", "splitproof-impl-1.jar", "splitproof-oracle-1.jar"));
    for (String target : runner.targets()) {
      for (String ending : List.of("", ".dict", ".options", "_seed_corpus.zip")) {
        expected.add(target + ending);
      }
    }
    assertEquals(List.copyOf(expected), runner.names());
  }

  @Test
  void seedsAreThoseThatMustBeClean() throws IOException {
    Set<String> clean = new TreeSet<>(names("seeds", ".txt"));
    clean.addAll(names("regressions", ".txt"));
    assertEquals(clean, new TreeSet<>(runner.seeds("TextFuzzer")));
    Set<String> binary = new TreeSet<>(runner.seeds("ProgramFuzzer"));
    assertFalse(binary.isEmpty());
    assertEquals(encodable(), binary);
  }

  /** Of what must be clean, the programs that bytes can name, as they are called then. */
  private static Set<String> encodable() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String shelf : List.of("seeds", "regressions")) {
      for (Path file : files(HOME.resolve("corpus").resolve(shelf))) {
        boolean text = name(file).endsWith(".txt");
        if (text && ProgramBytes.canEncode(ProgramText.parse(Files.readString(file)))) {
          names.add(name(file).replace(".txt", ".bin"));
        }
      }
    }
    return names;
  }

  @Test
  void openFindingsAreNoSeeds() throws IOException {
    Set<String> open = names("open", ".txt");
    assertFalse(open.isEmpty());
    for (String target : runner.targets()) {
      for (String seed : runner.seeds(target)) {
        assertFalse(open.contains(seed.replace(".bin", ".txt")), seed);
      }
    }
  }

  @Test
  void noSeedIsLongerThanInputsMayBe() throws IOException {
    for (String target : runner.targets()) {
      int most = Integer.parseInt(option(target, "-max_len="));
      Path seeds = folder.resolve(target + "-lengths");
      runner.unpack(target, seeds);
      for (Path seed : files(seeds)) {
        assertTrue(Files.size(seed) <= most, seed + " is longer than " + most);
      }
    }
  }

  @Test
  void limitsAreTheServicesOwn() throws IOException {
    for (String target : runner.targets()) {
      assertEquals("25", option(target, "-timeout="));
      assertEquals("2560", option(target, "-rss_limit_mb="));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ProgramFuzzer", "TextFuzzer"})
  void aTargetPassesTheCheckOfANewBuild(String target) throws Exception {
    Run run = runner.run(target, "-seed=1337 -runs=4");
    assertEquals(0, run.status(), run::said);
    assertTrue(run.said().contains("Done 4 runs"), run::said);
    assertFalse(run.said().contains("ERROR: no interesting inputs were found"), run::said);
    assertTrue(run.said().contains("Dictionary: "), run::said);
    assertTrue(most(EDGES, run.said()) >= FEWEST_EDGES, run::said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ProgramFuzzer", "TextFuzzer"})
  void aTargetRunsItsSeedsCleanWithinTheLimits(String target) throws Exception {
    Run run = runner.runOnSeeds(target, "-seed=1 -runs=0");
    assertEquals(0, run.status(), run::said);
    assertTrue(run.said().contains(runner.seeds(target).size() + " files found in"), run::said);
    assertTrue(most(COVERED, run.said()) >= FEWEST_EDGES, run::said);
    long megabytes = most(MEMORY, run.said());
    assertTrue(megabytes > 0 && megabytes <= MOST_MEGABYTES, run::said);
  }

  @Test
  void aFindingEndsTheRunAndNamesItsSignature() throws Exception {
    String canary = "--additional_jvm_args=-Dsplitproof.variant=canary-always:-Da=x\\\\:y";
    Run run = runner.runOnSeeds("ProgramFuzzer", canary + " -artifact_prefix=" + folder + "/");
    assertEquals(FINDING, run.status(), run::said);
    assertTrue(run.said().contains("== Java Exception: io.splitproof.fuzz"), run::said);
    assertTrue(run.said().contains("\tat io.splitproof."), run::said);
    assertTrue(files(folder).stream().anyMatch(file -> name(file).startsWith("crash-")));
  }

  private static long most(Pattern pattern, String text) {
    long most = 0;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      most = Math.max(most, Long.parseLong(matcher.group(1)));
    }
    return most;
  }

  private static String option(String target, String name) throws IOException {
    return runner.options(target).stream()
        .filter(option -> option.startsWith(name))
        .map(option -> option.substring(name.length()))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> names(String shelf, String ending) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : files(HOME.resolve("corpus").resolve(shelf))) {
      if (name(file).endsWith(ending)) {
        names.add(name(file));
      }
    }
    return names;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).toList());
    }
  }
}
