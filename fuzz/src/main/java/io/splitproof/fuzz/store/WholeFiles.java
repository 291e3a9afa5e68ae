package io.splitproof.fuzz.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes files and folders whole or not at all, whenever the process or the machine dies: aside, in
 * the folder they belong to, then forced to disk, then renamed, then the folder forced to disk. A
 * full disk leaves what was there before. May be used by any number of threads and processes.
 */
public final class WholeFiles {

  /** Puts files into a folder that is not in its place yet. */
  @FunctionalInterface
  public interface Filling {

    /** Writes whatever belongs into {@code folder}, in any way. */
    void fill(Path folder) throws IOException;
  }

  private WholeFiles() {}

  /**
   * Writes a file in UTF-8, in place of any other of that name.
   *
   * @throws IOException as {@link #write(Path, byte[])} does
   */
  public static void write(Path file, String content) throws IOException {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file, in place of any other of that name.
   *
   * @throws IOException if that does not work; the message names the file, and what was there
   *     before is there still
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
      // A pipe or a device is written to and not replaced.
      Files.write(target, content);
      return;
    }
    Path unfinished = Unfinished.beside(target);
    try {
      writeThrough(unfinished, content);
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw naming(file, e);
    } finally {
      Unfinished.discard(unfinished);
    }
    force(target.getParent());
  }

  /**
   * Writes a folder, unless there is one of that name.
   *
   * @param filling puts the files into it
   * @return whether it was written; false if it was there, or if somebody else came first
   * @throws IOException if that does not work; nothing is left behind then
   */
  public static boolean writeFolder(Path folder, Filling filling) throws IOException {
    Path target = folder.toAbsolutePath();
    if (Files.exists(target)) {
      return false;
    }
    Path unfinished = Unfinished.beside(target);
    try {
      Files.createDirectory(unfinished);
      filling.fill(unfinished);
      forceAll(unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Somebody else may have come first: file systems say so in several ways.
      if (!Files.isDirectory(target)) {
        throw naming(folder, e);
      }
      return false;
    } finally {
      Unfinished.discard(unfinished);
    }
    force(target.getParent());
    return true;
  }

  /**
   * Deletes what processes that were killed left unfinished in {@code folder}; what living ones are
   * writing stays.
   *
   * @return how many files or folders that were
   */
  public static int sweep(Path folder) throws IOException {
    return Unfinished.sweep(folder);
  }

  /** Whether {@code path} is something unfinished, which is no business of a reader. */
  public static boolean isUnfinished(Path path) {
    return Unfinished.isOne(path);
  }

  private static void writeThrough(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void forceAll(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.toList();
    }
    for (Path path : all) {
      if (Files.isDirectory(path)) {
        force(path);
      } else {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  /** Not every system can force a folder to disk; those that cannot do without. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }

  /** What the JDK says of a full disk names no file, and else the unfinished one. */
  private static IOException naming(Path file, IOException problem) {
    String name = file.toString();
    if (problem instanceof AccessDeniedException) {
      return new AccessDeniedException(name);
    }
    if (problem instanceof NoSuchFileException) {
      return new NoSuchFileException(String.valueOf(file.toAbsolutePath().getParent()));
    }
    String reason =
        problem instanceof FileSystemException named ? named.getReason() : problem.getMessage();
    return new FileSystemException(name, null, reason);
  }
}
