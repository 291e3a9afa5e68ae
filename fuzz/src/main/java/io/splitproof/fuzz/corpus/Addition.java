package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.ProgramFolder;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs on their way into a folder: in text to a shelf, under the name they have and with their
 * header; in bytes to a corpus, named after their content. Each is looked at before any is written.
 */
public final class Addition {

  /**
   * What becomes of one file.
   *
   * @param from the file
   * @param to the file in the folder that holds the program
   * @param isNew whether it was not there
   */
  public record Added(Path from, Path to, boolean isNew) {}

  private final Path folder;
  private final boolean text;
  private final Map<Program, Path> there = new HashMap<>();
  private final Map<Path, byte[]> contents = new LinkedHashMap<>();
  private final List<Added> added = new ArrayList<>();

  /**
   * Begins an addition.
   *
   * @param folder where to; made if it is not there
   * @param text whether it is a shelf of programs in text
   * @throws IOException if it cannot be read, or something in a shelf is no program
   */
  public Addition(Path folder, boolean text) throws IOException {
    this.folder = folder;
    this.text = text;
    if (Files.exists(folder)) {
      for (Path file : ProgramFolder.reading(folder).files()) {
        if (text && isText(file)) {
          there.putIfAbsent(ProgramFile.read(file).program(), file);
        }
      }
    }
  }

  /** Whether {@code folder} holds programs in text, and is to hold more in text. */
  public static boolean isShelf(Path folder) throws IOException {
    return Files.exists(folder)
        && ProgramFolder.reading(folder).files().stream().anyMatch(Addition::isText);
  }

  private static boolean isText(Path file) {
    return file.getFileName().toString().endsWith(".txt");
  }

  /**
   * Looks at one program to add.
   *
   * @throws IOException if it is none, cannot be said in bytes where that is needed, or has the
   *     name of another one
   */
  public void include(Path file) throws IOException {
    ProgramFile program = ProgramFile.read(file);
    byte[] content = text ? inText(program) : program.inBytes();
    if (content == null) {
      throw new IOException(
          file + ": cannot be said in bytes, as a corpus needs; a shelf of text can hold it");
    }
    Path same = text ? there.get(program.program()) : null;
    Path to = same != null ? same : folder.resolve(nameFor(file, content));
    boolean isNew = same == null && !contents.containsKey(to) && !Files.exists(to);
    if (text && same == null && !isNew) {
      throw new IOException(
          file + ": another program is " + to + " already; rename one of them");
    }
    if (isNew) {
      contents.put(to, content);
      there.put(program.program(), to);
    }
    added.add(new Added(file, to, isNew));
  }

  private static byte[] inText(ProgramFile program) {
    return program.form() == ProgramFile.Form.TEXT
        ? program.content()
        : ProgramText.print(program.program()).getBytes(StandardCharsets.UTF_8);
  }

  private String nameFor(Path file, byte[] content) {
    String name = file.getFileName().toString();
    return text ? name.replaceFirst("\\.(txt|bin|splitproof)$", "") + ".txt"
        : ContentName.of(content);
  }

  /**
   * Writes what is new.
   *
   * @return what became of each file, in the order they were included
   * @throws IOException if something cannot be written; whatever is there then is whole
   */
  public List<Added> finish() throws IOException {
    if (text) {
      Files.createDirectories(folder);
      WholeFiles.sweep(folder);
    } else {
      ProgramFolder.open(folder);
    }
    for (Map.Entry<Path, byte[]> program : contents.entrySet()) {
      WholeFiles.write(program.getKey(), program.getValue());
    }
    return List.copyOf(added);
  }
}
