package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.Variants;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class UsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "fuzz", "replay", "minimize", "conform", "corpus", "corpus add", "corpus merge",
        "corpus stat", "corpus check", "corpus convert", "bugs", "gate", "report", "doctor",
        "completion"
      })
  void everyCommandExplainsItself(String command) {
    CommandLineRun run = CommandLineRun.of((Object[]) (command + " --help").strip().split(" "));
    assertEquals(ExitStatus.CLEAN, run.status());
    assertTrue(run.out().startsWith(("Usage: splitproof " + command).strip()), run::out);
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense,nonsense",
    "--nonsense,--nonsense",
    "fuzz --budget soon,'60s, 30m'",
    "fuzz --budget 0s,above zero",
    "fuzz --seed x,--seed",
    "fuzz --seed abc,'abc' is not a whole number",
    "fuzz --seed 99999999999999999999,more than 64 bits",
    "bugs --seed 1.5,not a whole number",
    "fuzz --workers 0,--workers",
    "fuzz --workers 1.5,--workers",
    "fuzz --variant no-such,linux-7.2",
    "fuzz --machine 5K/48,5K/48",
    "fuzz --machine ?,'these are the names: 4k48, 4k48-repaint, '",
    "fuzz --variant no-such,', or a bug that `splitproof bugs --list` shows'",
    "fuzz --clients polite,'[well-behaved, any]'",
    "fuzz leftover,leftover",
    "replay,FILE",
    "replay --variant no-such x,linux-7.2",
    "conform,FILE",
    "bugs no-such-bug,--list",
    "bugs --seeds 0,--seeds",
    "bugs --workers 0,--workers",
    "bugs --budget soon,'60s, 30m'",
    "bugs --compare --unguided,--unguided",
    "bugs --html no/such/folder/page.html,no/such/folder",
    "bugs --programs no-such-folder,no-such-folder",
    "gate --budget soon,'60s, 30m'",
    "gate --threshold 0%,above 0",
    "gate --threshold much,such as 20%",
    "gate --against no-such-file,no such file",
    "gate --shelf no-such-folder,no such folder",
    "gate --junit no/such/folder/gate.xml,no/such/folder",
    "gate --sarif src,expected the name of a file",
    "gate --record baseline.json --against x,only measures",
    "fuzz --corpus same --findings same,a folder of its own",
    "fuzz --campaign same --corpus same,a folder of its own",
    "fuzz --exhaustive 2 --campaign c,no use for --campaign",
    "minimize,FILE",
    "minimize no-such-file,no-such-file: no such file",
    "report x,-o",
    "report no-such-folder -o page.html,no-such-folder",
    "doctor leftover,leftover",
    "completion leftover,leftover",
    "fuzz --color pink,'expected auto, always, never'",
    "corpus add x,FILE",
    "corpus merge x no-such-file,no-such-file: no such file",
    "corpus stat no-such-folder,no-such-folder: no such file",
    "corpus check no-such-folder,no-such-folder: no such file",
    "corpus,subcommand",
    "corpus convert x,--to",
    "corpus convert --to xml x,xml",
    "corpus convert --to pdf x,neither text nor bytes"
  })
  void wrongUsageGetsOneLine(String line, String what) {
    CommandLineRun.of((Object[]) line.split(" ")).assertComplains(what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "conform", "corpus convert --to text"})
  void unreadableFilesGetOneLine(String command, @TempDir Path folder) {
    Path missing = folder.resolve("missing.txt");
    Object[] arguments = (command + " " + missing).split(" ");
    CommandLineRun.of(arguments).assertComplains("missing.txt: no such file");
    Object[] onFolder = (command + " " + folder).split(" ");
    CommandLineRun.of(onFolder).assertComplains(folder.toString());
  }

  @Test
  void withoutACommandThereIsAHint() {
    CommandLineRun.of().assertComplains("splitproof --help");
  }

  @Test
  void helpSaysWhereVariantsComeFrom() {
    for (String command : new String[] {"fuzz", "replay", "conform"}) {
      String help = CommandLineRun.of(command, "--help").out().replaceAll("\\s+", " ");
      String names = String.join(", ", Variants.names());
      assertTrue(help.contains(names + ", or a bug that `splitproof bugs --list`"), help);
    }
  }

  @Test
  void moreThanTwoWorkersForAProcessorAreTooMany() {
    assertFalse(WorkerCounts.isTooMany(8, 4));
    assertTrue(WorkerCounts.isTooMany(9, 4));
    int many = 2 * Runtime.getRuntime().availableProcessors() + 1;
    if (many <= 256) {
      CommandLineRun run = CommandLineRun.of("fuzz", "--list-operations", "--workers", many);
      assertTrue(run.err().startsWith("splitproof fuzz: " + many + " workers on "), run::err);
      assertEquals(1, run.err().lines().count());
    }
  }

  @Test
  void durationsHaveAUnit() {
    Durations durations = new Durations();
    assertEquals(Duration.ofMillis(500), durations.convert("500ms"));
    assertEquals(Duration.ofSeconds(60), durations.convert("60s"));
    assertEquals(Duration.ofMinutes(30), durations.convert("30m"));
    assertEquals(Duration.ofHours(2), durations.convert("2h"));
    for (String wrong : new String[] {"", "60", "-1s", "0m", "1 s", "1d", "9999999999s"}) {
      assertThrows(
          TypeConversionException.class, () -> durations.convert(wrong));
    }
  }
}
