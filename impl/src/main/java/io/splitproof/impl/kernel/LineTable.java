package io.splitproof.impl.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which lines of the kernel an executor's edges are: what {@code lines.sh} wrote beside it. */
final class LineTable {

  private static final String FILE = "lines.tsv";
  private static final int FIELDS = 4;

  private LineTable() {}

  /**
   * Every line that an executor has code of, and whether one of {@code edges} is there; none if the
   * executor counts no edges.
   *
   * @throws ExecutorFailure if the table is something else
   * @throws IOException if it cannot be read
   */
  static SortedMap<SourceLine, Boolean> lines(Path executor, BitSet edges) throws IOException {
    SortedMap<SourceLine, Boolean> lines = new TreeMap<>();
    Path file = executor.resolveSibling(FILE);
    if (Files.notExists(file)) {
      return lines;
    }
    for (String row : Files.readAllLines(file)) {
      String[] fields = row.split("\t", -1);
      if (fields.length != FIELDS) {
        throw new ExecutorFailure(file + ": not a table of lines; remove it, to be built again");
      }
      SourceLine line = new SourceLine(fields[1], fields[2], Integer.parseInt(fields[3]));
      lines.merge(line, edges.get(Integer.parseInt(fields[0])), Boolean::logicalOr);
    }
    return lines;
  }
}
