package io.splitproof.fuzz.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is being written: files and folders beside the place they will have, named {@code
 * .unfinished-PID-...} after the process that writes them.
 */
final class Unfinished {

  private static final String PREFIX = ".unfinished-";

  private static final Pattern NAME = Pattern.compile("\\.unfinished-(\\d{1,18})-.*");

  /** Start times of processes are not exact. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private Unfinished() {}

  /** A name nobody else uses, in the folder of {@code target}. */
  static Path beside(Path target) {
    return target.resolveSibling(
        PREFIX
            + ProcessHandle.current().pid()
            + "-"
            + Thread.currentThread().getId()
            + "-"
            + Long.toHexString(System.nanoTime()));
  }

  /** Whether {@code path} is named like something unfinished, whoever's it is. */
  static boolean isOne(Path path) {
    return path.getFileName().toString().startsWith(PREFIX);
  }

  /**
   * Deletes what processes that are gone left unfinished in {@code folder}.
   *
   * @return how many files or folders that were
   */
  static int sweep(Path folder) throws IOException {
    List<Path> left;
    try (Stream<Path> all = Files.list(folder)) {
      left = all.filter(Unfinished::isAbandoned).toList();
    }
    for (Path path : left) {
      delete(path);
    }
    return left.size();
  }

  private static boolean isAbandoned(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    Optional<ProcessHandle> writer = ProcessHandle.of(Long.parseLong(name.group(1)));
    return writer.isEmpty()
        || writer.get().info().startInstant().filter(start -> isOlder(path, start)).isPresent();
  }

  /** A process that began later than the file was written has but inherited the number. */
  private static boolean isOlder(Path path, Instant start) {
    try {
      return Files.getLastModifiedTime(path).toInstant().isBefore(start.minus(SLACK));
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes what this process gave up, as well as it can: the next start sweeps the rest. */
  static void discard(Path path) {
    try {
      delete(path);
    } catch (IOException e) {
      return;
    }
  }

  /** Deletes a file, or a folder with all that is in it, if it is there. */
  private static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.deleteIfExists(path);
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
