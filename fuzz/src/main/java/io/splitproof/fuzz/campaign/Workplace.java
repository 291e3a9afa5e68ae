package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.FolderLock;
import io.splitproof.fuzz.store.ProgramFolder;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of a campaign, which are its own as long as it runs: nobody else may work in them.
 * What an earlier campaign was killed over is put in order first: programs its workers had kept
 * that had not come to the corpus do so now, and files that are not whole are put aside.
 */
final class Workplace implements AutoCloseable {

  private final List<FolderLock> locks = new ArrayList<>();
  private final ProgramFolder corpus;
  private final Path scratch;

  private Workplace(CampaignSettings settings) throws IOException {
    try {
      take(settings.folder());
      take(settings.corpus());
      corpus = prepare(settings);
      scratch =
          locks.isEmpty()
              ? Files.createTempDirectory("splitproof-")
              : locks.get(0).scratch();
      if (corpus != null) {
        rescue();
      }
      empty();
    } catch (IOException | RuntimeException e) {
      locks.forEach(FolderLock::release);
      throw e;
    }
  }

  private void take(Path folder) throws IOException {
    if (folder != null) {
      Files.createDirectories(folder);
      locks.add(FolderLock.take(folder));
    }
  }

  private static ProgramFolder prepare(CampaignSettings settings) throws IOException {
    ProgramFolder corpus = settings.corpus() == null ? null : ProgramFolder.open(settings.corpus());
    if (settings.folder() != null) {
      WholeFiles.sweep(settings.folder());
    }
    WholeFiles.sweep(settings.findings());
    return corpus;
  }

  /**
   * Takes the folders, and puts them in order.
   *
   * @throws io.splitproof.fuzz.store.FolderInUseException if another campaign has one of them
   * @throws IOException if one cannot be used
   */
  static Workplace open(CampaignSettings settings) throws IOException {
    return new Workplace(settings);
  }

  /** Where programs are kept; null if nowhere. */
  ProgramFolder corpus() {
    return corpus;
  }

  /** An empty folder that is gone when this is closed. */
  Path scratch() {
    return scratch;
  }

  private void rescue() throws IOException {
    for (Path file : corpus.damaged()) {
      corpus.setAside(file);
    }
    try (Stream<Path> left = Files.walk(scratch)) {
      for (Path file : left.filter(Files::isRegularFile).toList()) {
        byte[] program = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        if (ContentName.isOne(name) && ContentName.fits(name, program)) {
          corpus.add(program);
        }
      }
    }
  }

  private void empty() throws IOException {
    Folders.delete(scratch);
    Files.createDirectories(scratch);
  }

  @Override
  public void close() throws IOException {
    try {
      Folders.delete(scratch);
    } finally {
      locks.forEach(FolderLock::release);
    }
  }
}
