package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

  private static final Path BASH = Path.of("/bin/bash");

  @TempDir private Path folder;

  private Path script() throws IOException {
    assumeTrue(Files.isExecutable(BASH));
    CommandLineRun run = CommandLineRun.of("completion");
    assertEquals(ExitStatus.CLEAN, run.status());
    return Files.writeString(folder.resolve("completion.bash"), run.out());
  }

  private static String bash(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = BASH.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), err);
    return out.strip();
  }

  @Test
  void isWhatBashUnderstands() throws Exception {
    assertEquals("", bash("-n", script().toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "doct, doctor",
    "corpus me, merge",
    "replay --variant linux, linux-7.2",
    "fuzz --variant split-drops-shared, split-drops-shared-bit",
    "fuzz --checks perm, permission",
    "fuzz --machine tiny-ea, tiny-early",
    "gate --quie, --quiet",
    "fuzz --color nev, never"
  })
  void completesWhatWasBegun(String line, String expected) throws Exception {
    String words =
        "source \"$0\"; compopt() { :; }; COMP_WORDS=(splitproof \"$@\"); COMP_CWORD=$#; "
            + "_complete_splitproof; echo \"${COMPREPLY[*]}\"";
    String[] begun = line.split(" ");
    String[] arguments = new String[begun.length + 3];
    arguments[0] = "-c";
    arguments[1] = words;
    arguments[2] = script().toString();
    System.arraycopy(begun, 0, arguments, 3, begun.length);
    assertEquals(expected, bash(arguments));
  }

  @Test
  void goesByItsOldNameToo() {
    String old = CommandLineRun.of("generate-completion").out();
    assertTrue(old.contains("complete -F _complete_splitproof"));
  }
}
