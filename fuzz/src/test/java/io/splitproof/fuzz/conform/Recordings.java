package io.splitproof.fuzz.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recordings the project carries. */
final class Recordings {

  private Recordings() {}

  /** The folder they are in. */
  static Path folder() {
    Path place = Path.of(System.getProperty("splitproof.home", "")).toAbsolutePath();
    while (place != null && !Files.isDirectory(place.resolve("corpus/recordings"))) {
      place = place.getParent();
    }
    if (place == null) {
      throw new AssertionError("no corpus/recordings above " + Path.of("").toAbsolutePath());
    }
    return place.resolve("corpus/recordings");
  }

  /** All files whose name ends so, in order. */
  static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** The text of one. */
  static String text(String name) throws IOException {
    return RecordingReader.text(folder().resolve(name));
  }
}
