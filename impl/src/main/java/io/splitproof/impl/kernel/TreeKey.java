package io.splitproof.impl.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A name for what an executor is made of: other files, another name. */
final class TreeKey {

  /** What of a tree goes into an executor. */
  private static final List<String> PARTS =
      List.of(
          "Kconfig",
          "Makefile",
          "arch/Kconfig",
          "arch/arm64/include",
          "arch/arm64/mm",
          "arch/arm64/tools",
          "arch/arm64/Kconfig",
          "include",
          "init/Kconfig",
          "kernel/bounds.c",
          "kernel/time/timeconst.bc",
          "lib",
          "mm",
          "scripts");

  private TreeKey() {}

  /**
   * The name: 16 hexadecimal digits, of path, size and time of the tree's files and the contents
   * of the build's.
   */
  static String of(Path tree, Path sources) throws IOException {
    MessageDigest digest = sha256();
    digest.update(tree.toString().getBytes(StandardCharsets.UTF_8));
    for (String part : PARTS) {
      for (String line : listing(tree.resolve(part))) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    for (Path file : files(sources)) {
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(TreeKey::isBuiltFrom).sorted().toList();
    }
  }

  /** What there is to read about them makes no other executors. */
  private static boolean isBuiltFrom(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(".md");
  }

  private static SortedSet<String> listing(Path part) throws IOException {
    SortedSet<String> lines = new TreeSet<>();
    if (!Files.exists(part)) {
      return lines;
    }
    Files.walkFileTree(
        part,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            lines.add(part.relativize(file) + " " + is.size() + " " + is.lastModifiedTime());
            return FileVisitResult.CONTINUE;
          }
        });
    return lines;
  }
}
