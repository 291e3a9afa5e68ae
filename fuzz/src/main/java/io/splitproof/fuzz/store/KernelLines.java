package io.splitproof.fuzz.store;

import io.splitproof.impl.kernel.SourceLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file among findings that says which lines of a kernel all programs so far have reached, and
 * which there are. A row is file, function, number and 1 or 0, tabs between.
 */
public final class KernelLines {

  /** Its name. */
  public static final String FILE = "kernel-lines.tsv";

  private static final String LOCK = ".kernel-lines.lock";
  private static final int FIELDS = 4;

  private KernelLines() {}

  /** Where it is among the findings in {@code folder}. */
  public static Path file(Path folder) {
    return folder.resolve(FILE);
  }

  /**
   * What the file says: lines, and whether each was reached.
   *
   * @throws IllegalArgumentException if it is something else; the message says what and where
   * @throws IOException if it cannot be read
   */
  public static SortedMap<SourceLine, Boolean> read(Path file) throws IOException {
    SortedMap<SourceLine, Boolean> lines = new TreeMap<>();
    int number = 0;
    for (String row : Files.readAllLines(file)) {
      number++;
      String[] fields = row.split("\t", -1);
      if (fields.length != FIELDS || !fields[2].matches("[1-9]\\d{0,7}")) {
        throw new IllegalArgumentException(
            file + ": line " + number + ": expected a file, a function, a number and 0 or 1");
      }
      SourceLine line = new SourceLine(fields[0], fields[1], Integer.parseInt(fields[2]));
      lines.merge(line, fields[3].equals("1"), Boolean::logicalOr);
    }
    return lines;
  }

  /**
   * Adds lines, and those reached, to the file among the findings in {@code folder}, which is made
   * if need be. Several processes may do so.
   *
   * @throws IOException if that does not work; what was there before is there still
   */
  public static void add(Path folder, SortedMap<SourceLine, Boolean> more) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Path file = file(folder);
      SortedMap<SourceLine, Boolean> all = new TreeMap<>(more);
      if (held.isValid() && Files.exists(file)) {
        read(file).forEach((line, reached) -> all.merge(line, reached, Boolean::logicalOr));
      }
      WholeFiles.write(file, text(all));
    }
  }

  private static String text(SortedMap<SourceLine, Boolean> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (line, reached) ->
            text.append(line.file()).append('\t').append(line.function()).append('\t')
                .append(line.line()).append('\t').append(reached ? 1 : 0).append('\n'));
    return text.toString();
  }
}
