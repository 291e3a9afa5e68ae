package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.UnreadableProgramException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Programs to choose from, each once, and why some files hold none. */
final class Candidates {

  /**
   * A program.
   *
   * @param content in bytes
   * @param own whether it lies in the folder that is merged into, in a file named after it
   * @param named whether it lies there in a file that somebody has named
   */
  record Candidate(byte[] content, boolean own, boolean named) {

    /** Whether the folder holds it, in whatever file. */
    boolean isThere() {
      return own || named;
    }
  }

  private final Map<String, Candidate> programs = new TreeMap<>();
  private final Map<Path, String> unreadable = new LinkedHashMap<>();
  private int files;

  /** Takes the program in {@code file}. */
  void add(Path file, boolean own) throws IOException {
    files++;
    byte[] content;
    try {
      content = ProgramFile.read(file).inBytes();
    } catch (UnreadableProgramException e) {
      unreadable.put(file, e.problem());
      return;
    }
    if (content == null) {
      unreadable.put(file, "cannot be said in bytes, as a corpus needs");
      return;
    }
    String name = ContentName.of(content);
    boolean named = own && !file.getFileName().toString().equals(name);
    Candidate candidate = new Candidate(content, own && !named, named);
    programs.merge(name, candidate, Candidates::same);
  }

  private static Candidate same(Candidate one, Candidate other) {
    return new Candidate(one.content(), one.own() || other.own(), one.named() || other.named());
  }

  /** Files looked at. */
  int files() {
    return files;
  }

  /** The programs, in order of their names. */
  List<Candidate> programs() {
    return List.copyOf(programs.values());
  }

  /** Files that hold no program, with the reason. */
  Map<Path, String> unreadable() {
    return unreadable;
  }
}
