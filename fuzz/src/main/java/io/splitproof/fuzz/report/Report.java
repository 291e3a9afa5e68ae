package io.splitproof.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitproof.fuzz.store.KernelLines;
import io.splitproof.impl.Variant;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a page is made from: a campaign's folder, a folder of findings, or one finding.
 *
 * @param folder what was given
 * @param summary how the campaign stands; null if that is not written there
 * @param history how it went; without samples if that is not written there
 * @param findings what was found
 * @param matrix how soon known bugs are found, as {@code bugs --json} prints it; null for none
 * @param lines how much of a user's kernel was reached, by file; empty if that is not written there
 */
public record Report(
    Path folder,
    CampaignSummary summary,
    CampaignHistory history,
    List<FindingFolder> findings,
    JsonNode matrix,
    List<FileLines> lines) {

  private static final String FINDINGS = "findings";

  /**
   * Reads what is in {@code folder}.
   *
   * @param matrixFile what {@code bugs --json} printed, or null
   * @throws ReportFormatException if something there is not what it should be, or nothing is there
   * @throws IOException if it cannot be read
   */
  public static Report of(Path folder, Path matrixFile) throws IOException {
    return of(folder, matrixFile, null);
  }

  /**
   * As above, of what was found in the kernel of a tree, too.
   *
   * @param kernel that kernel; null if there is none
   */
  public static Report of(Path folder, Path matrixFile, Variant kernel) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Files.exists(folder)
          ? new NotDirectoryException(folder.toString())
          : new NoSuchFileException(folder.toString());
    }
    JsonNode matrix = matrixFile == null ? null : CampaignSummary.read(matrixFile, "bugs");
    CampaignSummary summary = CampaignSummary.in(folder);
    CampaignHistory history = CampaignHistory.in(folder);
    List<FindingFolder> findings = findings(folder, kernel);
    if (summary == null && history.samples().isEmpty() && findings.isEmpty()) {
      throw new ReportFormatException(
          folder + ": no campaign and no findings in it; expected " + CampaignSummary.FILE + ", "
              + CampaignHistory.FILE + " or folders with a program.txt");
    }
    return new Report(folder, summary, history, findings, matrix, lines(below(folder)));
  }

  private static List<FileLines> lines(Path folder) throws IOException {
    Path file = KernelLines.file(folder);
    if (Files.notExists(file)) {
      return List.of();
    }
    Limits.check(file, Limits.FILE);
    try {
      return FileLines.of(KernelLines.read(file));
    } catch (IllegalArgumentException e) {
      throw new ReportFormatException(e.getMessage());
    } catch (CharacterCodingException e) {
      throw new ReportFormatException(file + ": not UTF-8 text; expected a table of lines");
    }
  }

  private static Path below(Path folder) {
    Path below = folder.resolve(FINDINGS);
    return Files.isDirectory(below) ? below : folder;
  }

  private static List<FindingFolder> findings(Path folder, Variant kernel)
      throws IOException {
    if (FindingFolder.isOne(folder)) {
      return List.of(FindingFolder.in(folder, kernel));
    }
    return FindingFolder.below(below(folder), kernel);
  }

  /** How often each signature came up, by signature; empty if that is not written there. */
  Map<String, Long> times() {
    return summary == null ? Map.of() : summary.findings();
  }
}
