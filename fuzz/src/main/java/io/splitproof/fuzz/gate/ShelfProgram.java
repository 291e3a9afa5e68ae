package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.AgainLine;
import io.splitproof.fuzz.run.RunResult;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.checks.Divergence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program that a file holds as text.
 *
 * @param file where
 * @param lines the file, line by line
 * @param program what it says
 */
record ShelfProgram(Path file, List<String> lines, Program program) {

  private static final String SUFFIX = ".txt";

  /**
   * The programs of {@code folder}, in order.
   *
   * @throws IOException if one cannot be read, or the folder is not there
   */
  static List<ShelfProgram> all(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    List<ShelfProgram> programs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().endsWith(SUFFIX)) {
          programs.add(read(file));
        }
      }
    }
    return programs;
  }

  /**
   * The program in {@code file}.
   *
   * @throws IOException if it cannot be read or is no program; the message says where
   */
  static ShelfProgram read(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      return new ShelfProgram(file, text.lines().toList(), ProgramText.parse(text));
    } catch (ProgramSyntaxException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The folder and the name, without the ending. */
  String name() {
    String name = file.getFileName().toString();
    Path folder = file.toAbsolutePath().getParent().getFileName();
    return folder + "/" + name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * The fault that a finding written up in {@code folder} stands for.
   *
   * @throws IOException if it cannot be read or shows nothing any more
   */
  static Fault writtenUp(Path folder, Variant variant, Set<CheckName> checks) throws IOException {
    ShelfProgram program = read(folder.resolve("program.txt"));
    RunResult result = Runner.thorough(variant, checks).run(program.program());
    if (result.isClean()) {
      throw new IOException(program.file() + ": shows nothing on " + variant.name());
    }
    return program.fault(variant, checks, result);
  }

  /** The fault that a run of it on {@code variant} showed. */
  Fault fault(Variant variant, Set<CheckName> checks, RunResult result) {
    Divergence divergence = result.divergence();
    return new Fault(
        divergence.check().text(),
        divergence.signature(),
        divergence.describe(),
        AgainLine.replay(variant, checks, file),
        file,
        line(result.step()));
  }

  /** The line, from 1, of step {@code index}; the nearest there is for boot and the final audit. */
  int line(int index) {
    int step = -1;
    int last = 1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      boolean header = line.startsWith("machine ") || line.startsWith("clients ");
      step += header ? 0 : 1;
      last = i + 1;
      if (step == index && (index >= 0 || header)) {
        return last;
      }
    }
    return last;
  }
}
