package io.splitproof.fuzz.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A list of lines that may be too long to keep: of a longer one, the first lines, the last, and
 * those around a line that matters stay. Lines are written out only when they are asked for.
 */
final class Excerpt {

  /** Lines kept before a marked one, and after it. */
  private static final int AROUND = 8;

  private final int first;
  private final int last;
  private final TreeMap<Long, Supplier<String>> kept = new TreeMap<>();
  private long size;
  private long marked = -1;

  /** Keeps {@code limit} lines, half of them from the beginning. */
  Excerpt(int limit) {
    this.first = limit / 2;
    this.last = limit - first;
  }

  void add(Supplier<String> line) {
    kept.put(size++, line);
    long gone = size - 1 - last;
    boolean matters = marked >= 0 && Math.abs(gone - marked) <= AROUND;
    if (gone >= first && !matters) {
      kept.remove(gone);
    }
  }

  /** The line added last matters; only the first to be marked counts. */
  void mark(String remark) {
    if (marked < 0 && size > 0) {
      marked = size - 1;
      Supplier<String> line = kept.get(marked);
      kept.put(marked, () -> line.get() + remark);
    }
  }

  /** Lines added that were not kept. */
  long dropped() {
    return size - kept.size();
  }

  /** What was kept, with a line for each gap that says how many are missing. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    long next = 0;
    for (Map.Entry<Long, Supplier<String>> line : kept.entrySet()) {
      if (line.getKey() > next) {
        lines.add("… " + (line.getKey() - next) + " more");
      }
      lines.add(line.getValue().get());
      next = line.getKey() + 1;
    }
    return lines;
  }
}
