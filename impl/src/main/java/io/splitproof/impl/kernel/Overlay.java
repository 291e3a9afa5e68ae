package io.splitproof.impl.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder that looks like a tree: links to what the tree has, and files of its own along the paths
 * that were made real. Making one real costs as many links as the folders above it have entries.
 */
final class Overlay {

  private final Path tree;
  private final Path root;

  /**
   * Creates it.
   *
   * @param tree is only read
   * @param root is made, and filled with links
   */
  Overlay(Path tree, Path root) throws IOException {
    this.tree = tree;
    this.root = root;
    link(Path.of(""));
  }

  private void link(Path folder) throws IOException {
    Path to = Files.createDirectories(root.resolve(folder));
    if (!Files.isDirectory(tree.resolve(folder))) {
      return;
    }
    try (var entries = Files.list(tree.resolve(folder))) {
      for (Path entry : entries.toList()) {
        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
      }
    }
  }

  /**
   * Makes a file one of this folder's own, with the tree's contents if the tree has it: from then
   * on it may be changed, taken away, or made.
   *
   * @param path relative to the tree, and within it
   */
  Path own(Path path) throws IOException {
    for (int names = 1; names < path.getNameCount(); names++) {
      ownFolder(path.subpath(0, names));
    }
    Path file = root.resolve(path);
    if (Files.isSymbolicLink(file)) {
      boolean executable = Files.isExecutable(file);
      byte[] contents = Files.readAllBytes(file);
      Files.delete(file);
      Files.write(file, contents);
      if (executable && !file.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + file + " executable");
      }
    }
    return file;
  }

  private void ownFolder(Path folder) throws IOException {
    Path own = root.resolve(folder);
    if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.deleteIfExists(own);
    link(folder);
  }

  /** Takes a folder and everything in it away; what its links lead to stays. */
  static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(folder);
      return;
    }
    List<Path> entries;
    try (var found = Files.list(folder)) {
      entries = found.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path entry : entries) {
      remove(entry);
    }
    Files.delete(folder);
  }
}
