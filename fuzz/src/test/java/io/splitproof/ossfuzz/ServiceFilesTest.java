package io.splitproof.ossfuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.ProgramBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services read before anything runs says the same thing everywhere. */
class ServiceFilesTest {

  private static final Path HOME = Path.of(System.getProperty("splitproof.home"));

  @Test
  void whatIsClonedIsTheRepositoryNamed() throws IOException {
    String cloned = match("fuzz/oss-fuzz/Dockerfile", "git clone --depth 1 (\\S+)");
    assertEquals(cloned, match("fuzz/oss-fuzz/project.yaml", "main_repo: \"(.*)\""));
    assertTrue(cloned.endsWith("/splitproof"), cloned);
  }

  @Test
  void theImageIsOfTheSystemNamed() throws IOException {
    assertEquals(
        match("fuzz/oss-fuzz/project.yaml", "base_os_version: (\\S+)"),
        match("fuzz/oss-fuzz/Dockerfile", "FROM gcr.io/oss-fuzz-base/base-builder-jvm:(\\S+)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fuzz/oss-fuzz/Dockerfile", ".clusterfuzzlite/Dockerfile"})
  void imagesHaveMavenAndTheCheckoutWhereTheScriptLooks(String file) throws IOException {
    String text = Files.readString(HOME.resolve(file));
    assertTrue(text.contains("RUN apt-get update && apt-get install -y maven\n"), text);
    assertTrue(text.contains("build.sh $SRC/\nWORKDIR $SRC/splitproof\n"), text);
  }

  @Test
  void bothServicesAreToldTheLanguage() throws IOException {
    assertEquals("jvm", match("fuzz/oss-fuzz/project.yaml", "language: (\\S+)"));
    assertEquals("jvm", match(".clusterfuzzlite/project.yaml", "language: (\\S+)"));
  }

  @Test
  void programsAreCutBetweenSteps() throws IOException {
    int most = Integer.parseInt(match("fuzz/oss-fuzz/ProgramFuzzer.options", "max_len = (\\d+)"));
    assertEquals(0, (most - ProgramBytes.HEADER_BYTES) % ProgramBytes.STEP_BYTES);
  }

  @Test
  void workflowsRunEveryModeInTheLanguageOfTheTargets() throws IOException {
    Set<String> modes = new TreeSet<>();
    for (Path workflow : workflows()) {
      String text = Files.readString(workflow);
      Matcher mode = Pattern.compile("\\bmode: (\\S+)").matcher(text);
      while (mode.find()) {
        modes.add(mode.group(1));
      }
      assertEquals(
          text.split("uses: google/clusterfuzzlite/", -1).length,
          text.split("language: jvm", -1).length,
          workflow::toString);
    }
    assertEquals(Set.of("batch", "code-change", "coverage", "prune"), modes);
  }

  private static Iterable<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve(".github/workflows"))) {
      return files.filter(file -> file.toString().contains("cflite_")).sorted().toList();
    }
  }

  private static String match(String file, String pattern) throws IOException {
    String text = Files.readString(HOME.resolve(file));
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), () -> file + " has no " + pattern + ":\n" + text);
    return matcher.group(1);
  }
}
