package io.splitproof.impl.kernel;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of a tree to change: links to the tree, which is only read, but for the files that are
 * changed. It lies in a folder of the cache, with whatever is built from it, and goes when it is
 * closed; copies of processes that died go when the next one is made.
 */
public final class TreeCopy implements Closeable {

  /** Where a patch, as diff and git write it, names a file; the first folder is left out. */
  private static final Pattern NAMED =
      Pattern.compile("(?:--- |\\+\\+\\+ |diff --git )[^/\\s]+/(\\S+)(?: [^/\\s]+/(\\S+))?.*"
          + "|(?:rename|copy) (?:from|to) (.+)");

  private final Path tree;
  private final Scratch scratch;
  private final Overlay overlay;
  private final SortedSet<String> changed = new TreeSet<>();
  private int products;

  /**
   * Makes a copy of {@code tree} as it is now.
   *
   * @param cache where executors are kept
   * @throws IOException if the tree cannot be read or the cache not be written to
   */
  public TreeCopy(Path tree, Path cache) throws IOException {
    this.tree = tree.toRealPath();
    this.scratch = Scratch.in(cache.resolve("copies"));
    this.overlay = new Overlay(this.tree, root());
  }

  /** What was copied. */
  public Path original() {
    return tree;
  }

  /** Where the copy is: a source tree to build from. */
  public Path root() {
    return scratch.folder().resolve("tree");
  }

  /** A new folder's name, where to put what is built from it as it is now. */
  Path products() {
    return scratch.folder().resolve("built-" + products++);
  }

  /** Whether no file was made or taken away, so that each name leads to the same file as before. */
  boolean hasTheSameFiles() {
    return changed.stream().allMatch(name -> has(tree, name) && has(root(), name));
  }

  /** The files that were changed, made or taken away, relative to the tree. */
  public SortedSet<String> changed() {
    return Collections.unmodifiableSortedSet(changed);
  }

  /**
   * Applies a patch, as {@code patch -p1} does.
   *
   * @param patch a file as diff or git writes it, also within a mail
   * @throws PatchFailure if it does not apply, with what {@code patch} says; the copy may then hold
   *     a part of it, and is good for nothing but closing
   */
  public void apply(Path patch) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(patch, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        named(line);
      }
    }
    run(patch);
    changed.removeIf(name -> !has(tree, name) && !has(root(), name));
  }

  private static boolean has(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  private void named(String line) throws IOException {
    Matcher matcher = NAMED.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        own(matcher.group(group));
      }
    }
  }

  /** A name that leads out of the tree is left to {@code patch}, which refuses it. */
  private void own(String name) throws IOException {
    Path path = Path.of(name).normalize();
    boolean within = !path.isAbsolute() && !path.startsWith("..");
    if (within && !Files.isDirectory(tree.resolve(path))) {
      overlay.own(path);
      changed.add(path.toString());
    }
  }

  private void run(Path patch) throws IOException {
    Path log = scratch.folder().resolve("patch.txt");
    Process process =
        new ProcessBuilder(
                "patch", "-p1", "--force", "--forward", "--no-backup-if-mismatch",
                "--reject-file=-", "--input=" + patch.toAbsolutePath())
            .directory(root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (ExecutorCache.await(process) != 0) {
      throw new PatchFailure(
          patch, Files.readAllLines(log, StandardCharsets.ISO_8859_1), tree);
    }
  }

  /**
   * Changes a file's text, one character for each byte.
   *
   * @param file relative to the tree, which has it
   */
  public void replace(String file, UnaryOperator<String> change) throws IOException {
    Path own = overlay.own(Path.of(file));
    String text = Files.readString(own, StandardCharsets.ISO_8859_1);
    Files.writeString(own, change.apply(text), StandardCharsets.ISO_8859_1);
    changed.add(file);
  }

  /** Takes it away, with what was built from it. */
  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
