package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.campaign.FeatureRun;
import io.splitproof.fuzz.campaign.ProgramFeatures;
import io.splitproof.fuzz.corpus.Candidates.Candidate;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.store.ContentName;
import io.splitproof.fuzz.store.FolderLock;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.ProgramFolder;
import io.splitproof.impl.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Makes a corpus as small as it can be and still cover what it and others do: branches of the
 * judged, how often they are taken, states, and divergences.
 *
 * <p>Whatever happens on the way, nothing is lost: what is new is on disk before anything goes, and
 * what goes is in a file that only its content named. Files that somebody has named stay.
 */
public final class Merge {

  private final Path into;
  private final List<Path> from;
  private final Variant variant;
  private final boolean rehearsal;

  /**
   * Creates a merge.
   *
   * @param into a corpus; made if it is not there
   * @param from folders and files of programs, which stay as they are
   * @param variant what the programs are run on
   * @param rehearsal whether to say what would be done, and not do it
   */
  public Merge(Path into, List<Path> from, Variant variant, boolean rehearsal) {
    this.into = into;
    this.from = List.copyOf(from);
    this.variant = variant;
    this.rehearsal = rehearsal;
  }

  /**
   * Merges.
   *
   * @param progress told how many programs of how many have run
   * @throws IOException if a folder cannot be used; programs are then where they were
   */
  public MergeResult run(BiConsumer<Integer, Integer> progress) throws IOException {
    if (rehearsal) {
      return merge(Files.exists(into) ? ProgramFolder.reading(into) : null, progress);
    }
    for (Path source : from) {
      // Before a folder is made in which nothing would come.
      ProgramSources.files(source);
    }
    ProgramFolder.open(into);
    FolderLock lock = FolderLock.take(into);
    try {
      return runHolding(progress);
    } finally {
      lock.release();
    }
  }

  /**
   * Merges on behalf of somebody who has the lock of the folder already, and may add programs
   * meanwhile; those are not looked at.
   *
   * @throws IOException as {@link #run} does
   */
  public MergeResult runHolding(BiConsumer<Integer, Integer> progress) throws IOException {
    return merge(ProgramFolder.reading(into), progress);
  }

  private MergeResult merge(ProgramFolder folder, BiConsumer<Integer, Integer> progress)
      throws IOException {
    Candidates candidates = new Candidates();
    for (Path source : from) {
      for (Path file : ProgramSources.files(source)) {
        candidates.add(file, false);
      }
    }
    Map<Path, Path> damaged = new LinkedHashMap<>();
    if (folder != null) {
      putAside(folder, damaged);
      addOwn(folder, damaged, candidates);
    }
    List<Candidate> programs = candidates.programs();
    Selection selection = new Selection(programs, features(programs, progress));
    if (!rehearsal) {
      change(folder, programs, selection);
    }
    return result(candidates, selection, damaged);
  }

  private void putAside(ProgramFolder folder, Map<Path, Path> damaged) throws IOException {
    for (Path file : folder.damaged()) {
      damaged.put(file, rehearsal ? file : folder.setAside(file));
    }
  }

  private static void addOwn(
      ProgramFolder folder, Map<Path, Path> damaged, Candidates candidates) throws IOException {
    for (Path file : folder.files()) {
      if (!damaged.containsKey(file) && ProgramFile.isLikely(file)) {
        candidates.add(file, true);
      }
    }
  }

  private List<ProgramFeatures> features(
      List<Candidate> programs, BiConsumer<Integer, Integer> progress) throws IOException {
    if (programs.isEmpty()) {
      return List.of();
    }
    List<byte[]> contents = programs.stream().map(Candidate::content).toList();
    return FeatureRun.of(
        variant, Checks.ALL, contents, done -> progress.accept(done, contents.size()));
  }

  private static MergeResult result(
      Candidates candidates, Selection selection, Map<Path, Path> damaged) {
    return new MergeResult(
        candidates.files(),
        candidates.programs().size(),
        selection.features(),
        selection.size(),
        selection.added(),
        selection.dropped(),
        selection.bytes(),
        selection.signatures(),
        damaged,
        candidates.unreadable(),
        selection.failures());
  }

  private static void change(ProgramFolder folder, List<Candidate> programs, Selection selection)
      throws IOException {
    for (int i = 0; i < programs.size(); i++) {
      if (selection.keeps(i) && !programs.get(i).isThere()) {
        folder.add(programs.get(i).content());
      }
    }
    for (int i = 0; i < programs.size(); i++) {
      if (selection.drops(i)) {
        Files.deleteIfExists(folder.path().resolve(ContentName.of(programs.get(i).content())));
      }
    }
  }
}
