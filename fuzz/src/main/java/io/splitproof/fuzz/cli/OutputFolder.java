package io.splitproof.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A folder that results go to, checked before there are any. */
final class OutputFolder {

  private static final Set<PosixFilePermission> WRITING =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private OutputFolder() {}

  /**
   * Makes {@code folder} unless it is there, and sees to it that it can be written to.
   *
   * @throws UsageException if it is read-only
   * @throws IOException if it cannot be made
   */
  static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    checkWritable(folder);
  }

  /**
   * Sees to it that {@code folder} can be written to.
   *
   * @throws UsageException if not
   */
  static void checkWritable(Path folder) throws IOException {
    if (isMarkedReadOnly(folder)) {
      throw new UsageException(folder + ": the folder is read-only");
    }
    Path probe = Files.createTempFile(folder, ".probe-", null);
    Files.delete(probe);
  }

  /** A superuser may write to such a folder anyway, but it was marked for a reason. */
  private static boolean isMarkedReadOnly(Path folder) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    return view != null
        && view.readAttributes().permissions().stream().noneMatch(WRITING::contains);
  }
}
