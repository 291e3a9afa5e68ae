package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.impl.Variants;
import io.splitproof.impl.kernel.KernelSource;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.impl.kernel.KernelVariant.Flavour;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is judged, as words for others. */
class AgainLineTest {

  private static final Path FILE = Path.of("findings", "x", "program.txt");

  private static final KernelVariant KERNEL =
      new KernelVariant(
          new KernelSource(
              List.of("--tree", "my linux", "--cache", "there"), Path.of("here"), Flavour.FINDING));

  @Test
  void aVariantGoesByItsName() {
    assertEquals(
        "./splitproof replay --variant v7 --checks tlb findings/x/program.txt",
        AgainLine.replay(Variants.named("v7"), Checks.parse("tlb"), FILE));
  }

  @Test
  void theKernelOfATreeGoesByTheTree() {
    assertEquals(
        "./splitproof kernel replay --tree 'my linux' --cache there findings/x/program.txt",
        AgainLine.replay(KERNEL, Checks.ALL, FILE));
  }

  @Test
  void aWordOfOurOwnSaysItAll() {
    assertSame(Variants.named("v7"), VariantWord.read(VariantWord.of(Variants.named("v7"))));
    KernelVariant read = (KernelVariant) VariantWord.read(VariantWord.of(KERNEL));
    assertEquals(KERNEL.source(), read.source());
  }

  @Test
  void aKernelOfWhichNothingIsBuiltRunsOnNothing() {
    assertFalse(KERNEL.runsOn(Machines.standard()));
  }
}
