package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs in a folder, each of which shows the bug that its header names. */
public final class Shelf {

  private static final String HEADER = "# variant ";

  private final Map<String, Program> programs = new HashMap<>();

  /**
   * Reads every {@code .txt} of {@code folder} that says {@code # variant NAME}. Where several name
   * one variant, the file that bears its name goes first, then the alphabet.
   *
   * @throws IOException if something cannot be read
   */
  public Shelf(Path folder) throws IOException {
    for (Path file : files(folder)) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines) {
        if (line.startsWith(HEADER)) {
          add(file, line.substring(HEADER.length()).strip(), String.join("\n", lines) + "\n");
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private void add(Path file, String variant, String text) {
    boolean namesake = file.getFileName().toString().equals(variant + ".txt");
    if (namesake || !programs.containsKey(variant)) {
      programs.put(variant, ProgramText.parse(text));
    }
  }

  /** The program that shows the bug of that name, or null. */
  public Program program(String bug) {
    return programs.get(bug);
  }
}
