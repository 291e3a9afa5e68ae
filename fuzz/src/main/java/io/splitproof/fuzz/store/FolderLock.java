package io.splitproof.fuzz.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a folder to one process. The operating system gives it up when the process ends, however it
 * ends, so a lock is never left behind; its file, {@value #FILE}, is, and means nothing by itself.
 */
public final class FolderLock {

  /** The file that is locked, below the folder. */
  static final String FILE = Kept.FOLDER + "/lock";

  private static final int LONGEST_PID = 20;

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes {@code folder}, which exists.
   *
   * @throws FolderInUseException if another process has it, or this one by another lock
   * @throws IOException if the folder cannot be written to
   */
  public static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, folder);
      return new FolderLock(folder, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path folder) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new FolderInUseException(folder, holder(channel));
      }
    } catch (OverlappingFileLockException e) {
      throw new FolderInUseException(folder, Long.toString(ProcessHandle.current().pid()));
    }
    note(channel);
  }

  /** Who holds it is only for the message: a full disk must not keep anybody from working. */
  private static void note(FileChannel channel) {
    byte[] pid =
        (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
    } catch (IOException e) {
      return;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_PID);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.isEmpty() ? "(unknown)" : pid;
  }

  /**
   * A folder below the locked one for whatever its holder has no lasting use for. What is in it is
   * what an earlier holder left there, who may have been killed.
   *
   * @throws IOException if it cannot be made
   */
  public Path scratch() throws IOException {
    return Files.createDirectories(Kept.in(folder).resolve("scratch"));
  }

  /** Gives the folder free. */
  public void release() {
    try {
      channel.close();
    } catch (IOException e) {
      // Closed or not, nobody holds it when this process has ended.
      return;
    }
  }
}
