package io.splitproof.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The programs in a folder: its files, and the folders of findings in it. */
final class ProgramsIn {

  private ProgramsIn() {}

  /**
   * Reads all of them, in order of their names; hidden files and page-table dumps are passed over.
   *
   * @throws UsageException if there is none, or a file holds none
   */
  static Map<Path, CrashFile> folder(Path folder, boolean raw) throws IOException {
    List<Path> paths;
    try (Stream<Path> list = Files.list(folder)) {
      paths = list.filter(ProgramsIn::isWanted).toList();
    }
    Map<Path, CrashFile> programs = new TreeMap<>();
    for (Path path : paths) {
      boolean finding = Files.exists(path.resolve(CrashFile.PROGRAM));
      if (finding || Files.isRegularFile(path)) {
        programs.put(path, CrashFile.read(path, raw));
      }
    }
    if (programs.isEmpty()) {
      throw new UsageException(folder + ": no programs in it");
    }
    return programs;
  }

  private static boolean isWanted(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && !name.endsWith(".ptdump");
  }

  /**
   * Reads what somebody named: a program, a finding's folder, or a folder of these.
   *
   * @throws UsageException if there is none, or a file holds none
   */
  static List<CrashFile> named(Path path, boolean raw) throws IOException {
    boolean folder = Files.isDirectory(path) && Files.notExists(path.resolve(CrashFile.PROGRAM));
    return folder
        ? List.copyOf(folder(path, raw).values())
        : List.of(CrashFile.read(path, raw));
  }

  /** What the program from {@code path} is called as text; different for different paths. */
  static String textName(Path folder, Path path) {
    String name = path.getFileName().toString();
    String text = name;
    while (!text.endsWith(".txt") || !text.equals(name) && Files.exists(folder.resolve(text))) {
      text += ".txt";
    }
    return text;
  }
}
