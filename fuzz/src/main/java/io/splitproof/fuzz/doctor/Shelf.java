package io.splitproof.fuzz.doctor;

import io.splitproof.fuzz.corpus.ProgramSources;
import io.splitproof.fuzz.corpus.ShelfCheck;
import io.splitproof.fuzz.corpus.ShelfCheck.Checked;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.UnreadableProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that come with Splitproof: are they there, and does the judged still pass them? */
public final class Shelf {

  private static final String RESTORE = "restore the folder from version control";

  private Shelf() {}

  /** Reads all programs of {@code shelf}. */
  public static Diagnosis readable(Path shelf) throws IOException {
    if (!Files.isDirectory(shelf)) {
      return Diagnosis.bad(
          "shelf", shelf + ": no such folder", "run the launcher that is in the checkout");
    }
    List<Path> files = ProgramSources.files(shelf);
    List<String> broken = new ArrayList<>();
    for (Path file : files) {
      try {
        ProgramFile.read(file);
      } catch (UnreadableProgramException e) {
        broken.add(e.getMessage());
      }
    }
    if (!broken.isEmpty()) {
      return Diagnosis.bad("shelf", count(broken, "unreadable"), RESTORE);
    }
    return files.isEmpty()
        ? Diagnosis.bad("shelf", shelf + ": no programs in it", RESTORE)
        : Diagnosis.ok("shelf", shelf + ": " + files.size() + " programs, all readable");
  }

  /** Replays the programs in {@code folder}, on whatever their headers say. */
  public static Diagnosis passed(Path folder) throws IOException {
    String subject = folder.getFileName().toString();
    if (!Files.isDirectory(folder)) {
      return Diagnosis.bad(subject, folder + ": no such folder", RESTORE);
    }
    ShelfCheck check = new ShelfCheck();
    List<String> differing = new ArrayList<>();
    int programs = 0;
    for (Path file : ProgramSources.files(folder)) {
      Checked checked = check.check(file);
      programs++;
      if (!checked.isFine()) {
        String why = checked.unreadable() == null
            ? checked.differences().get(0)
            : checked.unreadable();
        differing.add(file + ": " + why);
      }
    }
    return differing.isEmpty()
        ? Diagnosis.ok(subject, programs + " programs, each as its header says")
        : Diagnosis.bad(
            subject,
            count(differing, "not as their headers say"),
            "look with `splitproof corpus check " + folder + "`");
  }

  private static String count(List<String> wrong, String how) {
    return (wrong.size() == 1 ? "" : wrong.size() + " programs " + how + ", first ") + wrong.get(0);
  }
}
