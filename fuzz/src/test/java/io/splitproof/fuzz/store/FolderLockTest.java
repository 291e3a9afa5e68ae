package io.splitproof.fuzz.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir private Path folder;

  /** Takes a folder and holds it until somebody kills it. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws IOException {
      FolderLock.take(Path.of(args[0]));
      System.out.write('!');
      System.out.flush();
      while (System.in.read() >= 0) {}
    }
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void anotherProcessIsTurnedAwayUntilTheFirstIsKilled() throws Exception {
    Process holder = holder();
    try {
      assertEquals('!', holder.getInputStream().read(), "it has the folder");
      FolderInUseException problem =
          assertThrows(FolderInUseException.class, () -> FolderLock.take(folder));
      assertEquals(
          folder
              + ": in use by process "
              + holder.pid()
              + "; wait until it has ended, or name another folder",
          problem.getMessage());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    FolderLock.take(folder).release();
  }

  @Test
  void oneProcessTakesAFolderOnce() throws IOException {
    FolderLock lock = FolderLock.take(folder);
    try {
      FolderInUseException problem =
          assertThrows(FolderInUseException.class, () -> FolderLock.take(folder));
      String self = "process " + ProcessHandle.current().pid() + ";";
      assertTrue(problem.getMessage().contains(self), problem.getMessage());
    } finally {
      lock.release();
    }
    FolderLock.take(folder).release();
  }

  @Test
  void whatIsThereOfAnEarlierHolderMeansNothing() throws IOException {
    FolderLock.take(folder).release();
    FolderLock.take(folder).release();
  }
}
