package io.splitproof.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleTest {

  @Test
  void everySourceFileKeepsTheStyle() throws IOException {
    List<Path> sources = Checkout.files(".java", "splitproof", ".ci/run", ".sh");
    assertTrue(sources.size() > 50, () -> "few sources: " + sources);
    List<String> complaints = new ArrayList<>();
    for (Path source : sources) {
      List<String> lines = Files.readAllLines(Checkout.top().resolve(source));
      for (String complaint : Style.complaints(lines)) {
        complaints.add(source + ": " + complaint);
      }
    }
    assertEquals("", String.join("\n", complaints));
  }

  @Test
  void aPlainFileIsFine() {
    assertEquals(List.of(), Style.complaints(List.of("final class Split {}")));
  }

  @Test
  void aLongFileIsNot() {
    List<String> lines = Collections.nCopies(Style.MAX_LINES + 1, "");
    assertEquals(List.of("401 lines; at most 400"), Style.complaints(lines));
  }

  @Test
  void aLongLineIsNot() {
    String line = "x".repeat(Style.MAX_COLUMNS);
    assertEquals(List.of(), Style.complaints(List.of(line)));
    assertEquals(
        List.of("line 1: 101 columns; at most 100"), Style.complaints(List.of(line + "x")));
  }

  @Test
  void tabsAndTrailingBlanksAreNot() {
    assertEquals(
        List.of("line 1: a tab", "line 2: blanks at the end"),
        Style.complaints(List.of("\tx", "x ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl"})
  void vagueNamesAreNot(String suffix) {
    String name = "Table" + suffix;
    assertEquals(
        List.of("line 1: '" + name + "' does not say what it is"),
        Style.complaints(List.of("final class " + name + " {}")));
  }

  @Test
  void notesToOneselfAreNot() {
    assertEquals(
        List.of("line 1: something left to do"), Style.complaints(List.of("// TO" + "DO later")));
  }
}
