package io.splitproof.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.impl.kernel.KernelVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFindingsTest {

  private static final Variant KERNEL = new KernelVariant("linux", executor -> null);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aFindingOfLinux() throws IOException {
    file =
        Files.writeString(
            folder.resolve("a.txt"),
            "# variant linux-7.2\n# finds result:x\n# looks-like result:*:guard:*\n"
                + "machine 4K/48\nvm_unmap_aliases\n");
  }

  @Test
  void aFindingIsKnownByItsSignatureOrItsLooks() throws IOException {
    OpenFindings open = new OpenFindings(folder);
    assertEquals(Optional.of(file), open.of(Variants.byDefault(), "result:x"));
    assertEquals(Optional.of(file), open.of(Variants.byDefault(), "result:y:guard:0/1"));
    assertEquals(Optional.empty(), open.of(Variants.byDefault(), "result:z"));
  }

  @Test
  void theKernelOfATreeMayHaveWhatLinuxHas() throws IOException {
    OpenFindings open = new OpenFindings(folder);
    assertEquals(Optional.of(file), open.of(KERNEL, "result:x"));
    assertEquals(Optional.empty(), open.of(Variants.named("v7"), "result:x"));
  }

  @Test
  void withoutAFolderNothingIsKnown() throws IOException {
    OpenFindings open = new OpenFindings(folder.resolve("none"));
    assertEquals(Optional.empty(), open.of(Variants.byDefault(), "result:x"));
  }
}
