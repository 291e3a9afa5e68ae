package io.splitproof.impl.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.splitproof.oracle.contract.Design;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel of a tree promises, told by names in its files; see {@code names} there. */
final class TreeDesign {

  private static final String HIDES_DATA = "mark_linear_data_alias_valid(false)";

  private TreeDesign() {}

  /** The design of the kernel in {@code tree}; Linux 7.2's where there is no tree to be read. */
  static Design of(Path tree) {
    Path mmu = tree.resolve("arch/arm64/mm/mmu.c");
    try {
      boolean hides =
          Files.isReadable(mmu) && Files.readString(mmu, ISO_8859_1).contains(HIDES_DATA);
      return hides ? Design.LINUX_7_3 : Design.LINUX_7_2;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
