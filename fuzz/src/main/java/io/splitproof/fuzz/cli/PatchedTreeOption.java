package io.splitproof.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which kernel tree is judged, and with which patches. */
final class PatchedTreeOption extends TreeOption {

  @Option(
      names = "--patch",
      paramLabel = "PATCH",
      description = "Judge the tree with this patch, as git format-patch writes it, applied to a"
          + " copy; several, each after --patch, are applied one after the other.")
  private List<Path> patches = List.of();

  @Override
  List<Path> patches() throws IOException {
    return checked(patches);
  }
}
