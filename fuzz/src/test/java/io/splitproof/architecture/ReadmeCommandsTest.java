package io.splitproof.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the README tells people to type: every line of its {@code sh} blocks. A line ends with
 * exit status 0, or with N where a comment says {@code # exit status N}. Searches are cut short and
 * keep what they find out of the checkout; of all bugs only the canary is hunted.
 */
class ReadmeCommandsTest {

  private static final int MAX_LINES = 150;
  private static final String LAUNCHER = "./splitproof ";
  private static final List<String> COMMANDS =
      List.of("fuzz", "replay", "minimize", "gate", "kernel", "conform", "bugs", "corpus");

  @TempDir private Path folder;

  @Test
  void itIsShort() throws IOException {
    int lines = Files.readAllLines(Checkout.top().resolve("README.md")).size();
    assertTrue(lines <= MAX_LINES, lines + " lines; at most " + MAX_LINES);
  }

  @Test
  void itShowsEveryCommand() throws IOException {
    String all = readmeLines().map(ShellLine::text).collect(Collectors.joining("\n"));
    for (String command : COMMANDS) {
      assertTrue(all.contains(LAUNCHER + command), () -> "no " + command + " in\n" + all);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCommandWorks() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    readmeLines()
        .forEach(line -> tests.add(DynamicTest.dynamicTest(line.text(), () -> check(line))));
    assertFalse(tests.isEmpty());
    return tests.stream();
  }

  private void check(ShellLine line) throws Exception {
    if (line.text().startsWith(LAUNCHER + "kernel ")) {
      // A tree is not at hand: what is wrong with the line is that there is none, and that alone.
      List<String> words = line.words();
      run(words.subList(1, words.size()), 2);
      String said = text(folder.resolve("log"));
      assertTrue(said.contains("--tree: linux"), said);
    } else if (line.text().startsWith(LAUNCHER)) {
      List<String> words = line.words();
      run(words.subList(1, words.size()), line.status());
    } else {
      String continuous = Files.readString(Checkout.top().resolve(".ci/run"));
      assertTrue(line.text().startsWith("mvn "), () -> "not ours to run: " + line.text());
      assertTrue(continuous.contains(line.text()), () -> ".ci/run does not run " + line.text());
    }
  }

  private void run(List<String> words, int expected) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "-Xshare:off", "-cp"));
    command.add(absoluteClassPath());
    command.add(Main.class.getName());
    command.addAll(
        switch (words.get(0)) {
          case "fuzz" -> cutShort(words);
          case "gate" -> lookOnly(words);
          case "bugs" -> words.contains("--systems") ? words : oneBug(words);
          case "figures" -> List.of("figures", "--quick");
          default -> words;
        });
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(Checkout.top().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    int status = process.waitFor();
    assertEquals(expected, status, () -> words + " said\n" + text(log));
  }

  /**
   * The same search for two seconds, with one worker, in a folder that goes away; or of sequences
   * of up to two operations.
   */
  private List<String> cutShort(List<String> words) {
    List<String> cut = new ArrayList<>(words);
    if (cut.contains("--exhaustive")) {
      put(cut, "--exhaustive", "2");
    } else if (!cut.contains("--help")) {
      put(cut, "--budget", "2s");
      put(cut, "--workers", "1");
      put(cut, "--findings", folder.resolve("findings").toString());
      if (cut.contains("--campaign")) {
        put(cut, "--campaign", folder.resolve("campaign").toString());
      }
    }
    return cut;
  }

  /** The same with time for little more than the shelf. */
  private List<String> lookOnly(List<String> words) {
    List<String> cut = new ArrayList<>(words);
    put(cut, "--budget", "6s");
    put(cut, "--findings", folder.resolve("findings").toString());
    return cut;
  }

  /** The same for one bug and one seed; what is written goes to a folder that goes away. */
  private List<String> oneBug(List<String> words) {
    List<String> cut = new ArrayList<>(words);
    if (!cut.contains("--help") && !cut.contains("--list")) {
      cut.add("canary-always");
      put(cut, "--seeds", "1");
      if (cut.contains("--html")) {
        put(cut, "--html", folder.resolve("page.html").toString());
      }
    }
    return cut;
  }

  private static void put(List<String> words, String option, String value) {
    int at = words.indexOf(option);
    if (at >= 0) {
      words.set(at + 1, value);
    } else {
      words.addAll(List.of(option, value));
    }
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<ShellLine> readmeLines() throws IOException {
    return ShellLine.in(Files.readAllLines(Checkout.top().resolve("README.md"))).stream();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
