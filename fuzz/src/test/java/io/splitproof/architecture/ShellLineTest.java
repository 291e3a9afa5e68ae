package io.splitproof.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellLineTest {

  @Test
  void onlyShellBlocksCount() {
    List<String> text =
        List.of("./splitproof no", "```sh", "one", "", "two", "```", "```", "no", "```", "no");
    assertEquals(List.of(new ShellLine("one", 0), new ShellLine("two", 0)), ShellLine.in(text));
  }

  @Test
  void aCommentMayPromiseAnExitStatus() {
    List<String> text = List.of("```sh", "one # a finding: exit status 77", "two # plain");
    assertEquals(List.of(new ShellLine("one", 77), new ShellLine("two", 0)), ShellLine.in(text));
  }

  @Test
  void quotedWordsStayTogether() {
    assertEquals(
        List.of("./splitproof", "fuzz", "--machine", "4K/39 cpus 1"),
        new ShellLine("./splitproof fuzz --machine '4K/39 cpus 1'", 0).words());
  }
}
