package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.ProgramFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings what workers keep into the corpus, and to the other workers. Each worker writes to a
 * folder of its own, in the engine's way, which a killed process or a full disk leaves half-written
 * files in; only what holds what its name says goes on from there, and nothing is in the corpus but
 * whole. What has gone on is deleted: workers hold their programs in memory.
 */
final class Gathering {

  /** How long the other workers have to read what they are given. */
  private static final long KEEP_MILLIS = 15_000;

  private final Path scratch;
  private final ProgramFolder corpus;
  private final List<Path> folders = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private int size;

  /**
   * Gathers into {@code corpus}; if that is null, workers only share.
   *
   * @param scratch folder for those of the workers
   * @throws IOException if the corpus cannot be read
   */
  Gathering(Path scratch, ProgramFolder corpus) throws IOException {
    this.scratch = scratch;
    this.corpus = corpus;
    if (corpus != null) {
      corpus.files().forEach(file -> known.add(file.getFileName().toString()));
      size = known.size();
    }
  }

  /** A new worker's own folder. */
  Path folder() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("worker-" + folders.size()));
    folders.add(folder);
    return folder;
  }

  /** Whether there is anything to do: somebody to keep programs for, or to share them with. */
  boolean isNeeded() {
    return corpus != null || folders.size() > 1;
  }

  /** Programs in the corpus, if there is one. */
  int size() {
    return size;
  }

  /**
   * Takes what is new.
   *
   * @throws IOException if it cannot be written, for example because the disk is full; it stays
   *     where it is, for the next time
   */
  void gather() throws IOException {
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        take(file, folder);
      }
    }
    size = corpus == null ? known.size() : corpus.files().size();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void take(Path file, Path owner) throws IOException {
    String name = file.getFileName().toString();
    if (known.contains(name)) {
      deleteOld(file);
      return;
    }
    byte[] program = read(file);
    if (program == null || !ContentName.isOne(name) || !ContentName.fits(name, program)) {
      // On its way still, or never to be whole.
      deleteOld(file);
      return;
    }
    if (corpus != null) {
      corpus.add(program);
    }
    known.add(name);
    share(name, program, owner);
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Written anew: the engine only looks at what is younger than what it has read. */
  private void share(String name, byte[] program, Path owner) throws IOException {
    for (Path folder : folders) {
      if (!folder.equals(owner) && Files.isDirectory(folder)) {
        Files.write(folder.resolve(name), program);
      }
    }
  }

  private static void deleteOld(Path file) throws IOException {
    try {
      long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
      if (age > KEEP_MILLIS) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Somebody else was faster.
      return;
    }
  }
}
