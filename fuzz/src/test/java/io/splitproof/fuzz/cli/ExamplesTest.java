package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Examples in {@code --help} are what people copy. */
class ExamplesTest {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static CommandLine commands() {
    return Main.commandLine(
        new Screen(new StringWriter(), new StringWriter(), Terminal.NONE));
  }

  private static Stream<CommandLine> withAllBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .distinct()
            .flatMap(ExamplesTest::withAllBelow));
  }

  private static List<String> examples(String help) {
    return help.lines()
        .filter(line -> line.startsWith("  splitproof "))
        .map(String::strip)
        .toList();
  }

  /** What the shell would hand over. */
  private static String[] arguments(String example) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(example.replaceAll(" >.*", ""));
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHasExamplesThatItUnderstands() {
    return withAllBelow(commands())
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(), () -> check(command)));
  }

  private static void check(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    List<String> examples = examples(command.getUsageMessage());
    assertTrue(examples.size() >= 1 && examples.size() <= 5, examples::toString);
    assertTrue(command.getUsageMessage().contains("Examples:"));
    assertTrue(
        examples.stream().anyMatch(example -> example.startsWith(name)), examples::toString);
    for (String example : examples) {
      commands().parseArgs(arguments(example));
    }
  }

  @Test
  void anExampleWithAWrongOptionWouldBeNoticed() {
    String[] wrong = arguments("splitproof fuzz --bugdet 10m");
    assertThrows(ParameterException.class, () -> commands().parseArgs(wrong));
    assertEquals("16K/48 boot", arguments("splitproof fuzz --machine '16K/48 boot' > x")[2]);
  }
}
