package io.splitproof.fuzz.store;

import io.splitproof.fuzz.program.ProgramBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version of programs in bytes a folder holds. It has to be written down, as every byte
 * string is some program in every version, and what a search makes need not begin with its number.
 */
final class FolderVersion {

  private static final String START = "splitproof programs ";

  private static final Pattern FORM = Pattern.compile(START + "0x(b[0-9a-f])\\s*");

  private static final int LONGEST = 1000;

  private FolderVersion() {}

  static Path file(Path folder) {
    return Kept.in(folder).resolve("version");
  }

  /**
   * Sees to it that what is in {@code folder} can be read. Where nothing is written down, each
   * file has to say for itself.
   *
   * @throws WrongVersionException if it cannot
   */
  static void check(Path folder) throws IOException {
    Path file = file(folder);
    if (Files.notExists(file)) {
      return;
    }
    Matcher form = FORM.matcher(read(file));
    if (!form.matches()) {
      throw new WrongVersionException(
          file + ": does not say a version; expected '" + current() + "'");
    }
    int found = Integer.parseInt(form.group(1), 16);
    int known = ProgramBytes.VERSION & 0xff;
    if (found != known) {
      throw new WrongVersionException(
          String.format(
              "%s: programs in bytes of version 0x%x; this Splitproof reads 0x%x, %s",
              folder, found, known, found < known ? OLDER : NEWER));
    }
  }

  private static final String OLDER =
      "so let the one that wrote them turn them into text (corpus convert --to text), and add that";

  private static final String NEWER = "so it takes a newer one";

  private static String read(Path file) throws IOException {
    try (var start = Files.newInputStream(file)) {
      return new String(start.readNBytes(LONGEST), StandardCharsets.US_ASCII);
    }
  }

  /** Writes down that {@code folder} holds programs as they are written today. */
  static void write(Path folder) throws IOException {
    if (Files.notExists(file(folder))) {
      Files.createDirectories(Kept.in(folder));
      WholeFiles.write(file(folder), current() + "\n");
    }
  }

  private static String current() {
    return START + String.format("0x%x", ProgramBytes.VERSION & 0xff);
  }
}
