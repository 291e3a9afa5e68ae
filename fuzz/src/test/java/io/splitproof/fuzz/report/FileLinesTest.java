package io.splitproof.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.store.KernelLines;
import io.splitproof.impl.kernel.SourceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLinesTest {

  @TempDir private Path folder;

  private static SortedMap<SourceLine, Boolean> lines() {
    SortedMap<SourceLine, Boolean> lines = new TreeMap<>();
    for (int line : new int[] {3, 5, 6, 9, 14}) {
      lines.put(new SourceLine("mm/a.c", "f", line), line == 3 || line == 9);
    }
    lines.put(new SourceLine("mm/a.c", "g", 20), true);
    lines.put(new SourceLine("mm/a.c", "<h>", 30), false);
    return lines;
  }

  @Test
  void saysOfEachFunctionWhatWasNeverReached() {
    List<FileLines> files = FileLines.of(lines());
    assertEquals(1, files.size());
    FileLines file = files.get(0);
    assertEquals(7, file.all());
    assertEquals(3, file.reached());
    assertEquals(List.of(new FileLines.Function("f", 5, 2, "5-6, 14")), file.partly());
    assertEquals(List.of("<h>"), file.never());
  }

  @Test
  void aReportShowsThem() throws IOException {
    Samples.campaign(folder);
    KernelLines.add(folder.resolve("findings"), lines());
    String page = ReportPage.of(Report.of(folder, null), drawn -> {});
    assertTrue(page.contains("3 of 7"), page);
    assertTrue(page.contains("<th>f</th><td>5-6, 14</td>"), page);
    assertTrue(page.contains("Never called: &lt;h&gt;."), page);
  }

  @Test
  void aTableThatIsNoneIsRefused() throws IOException {
    Samples.campaign(folder);
    Files.createDirectories(folder.resolve("findings"));
    Files.writeString(KernelLines.file(folder.resolve("findings")), "nonsense\n");
    ReportFormatException refusal =
        assertThrows(ReportFormatException.class, () -> Report.of(folder, null));
    assertTrue(refusal.getMessage().contains("line 1: expected"), refusal::getMessage);
  }
}
