package io.splitproof.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree the tests run in. */
final class Checkout {

  private static final List<String> NOT_OURS = List.of(".git", "target", ".idea", "findings");

  private Checkout() {}

  /** Its top folder: the one with the launcher in it. */
  static Path top() {
    Path folder = Path.of(System.getProperty("splitproof.home", "")).toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("splitproof"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("not inside a checkout: " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  /** All files whose name ends so, relative to the top, in order. */
  static List<Path> files(String... endings) throws IOException {
    Path top = top();
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(Files::isRegularFile)
          .map(top::relativize)
          .filter(Checkout::isOurs)
          .filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  private static boolean isOurs(Path path) {
    for (Path part : path) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
