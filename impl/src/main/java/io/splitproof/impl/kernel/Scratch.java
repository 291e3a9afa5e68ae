package io.splitproof.impl.kernel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * A folder that does not outlive its use. Beside it lies a file that is locked as long as it is
 * used; the system gives the lock up when a process ends, however it ends, and whoever makes the
 * next folder takes away those that nobody uses any more.
 */
final class Scratch implements AutoCloseable {

  private static final String LOCK = ".lock";

  private final Path folder;
  private final Path lock;
  private final FileChannel channel;

  private Scratch(Path folder, Path lock, FileChannel channel) {
    this.folder = folder;
    this.lock = lock;
    this.channel = channel;
  }

  /** A new, empty folder below {@code base}, which is made. */
  static Scratch in(Path base) throws IOException {
    Path real = Files.createDirectories(base.toAbsolutePath());
    sweep(real);
    while (true) {
      String name = own() + UUID.randomUUID().toString().substring(0, 8);
      Path lock = real.resolve(name + LOCK);
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Somebody may sweep between these two lines: then it is gone, and another name is tried.
      if (taken(channel) && Files.exists(lock)) {
        return new Scratch(Files.createDirectories(real.resolve(name)), lock, channel);
      }
      channel.close();
    }
  }

  private static String own() {
    return ProcessHandle.current().pid() + "-";
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Not those of this process: to open and close a locked file gives its lock up. */
  private static void sweep(Path base) throws IOException {
    List<Path> locks;
    try (var files = Files.list(base)) {
      locks = files.filter(Scratch::isForeign).toList();
    }
    for (Path lock : locks) {
      sweep(base, lock);
    }
  }

  private static boolean isForeign(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(LOCK) && !name.startsWith(own());
  }

  private static void sweep(Path base, Path lock) throws IOException {
    String name = lock.getFileName().toString();
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (taken(channel)) {
        Overlay.remove(base.resolve(name.substring(0, name.length() - LOCK.length())));
        Files.deleteIfExists(lock);
      }
    } catch (NoSuchFileException e) {
      // Its user took it away just now.
      return;
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    Overlay.remove(folder);
    Files.deleteIfExists(lock);
    channel.close();
  }
}
