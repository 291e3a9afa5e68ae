package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelVariantTest {

  @TempDir private Path folder;

  @Test
  void anExecutorThatSaysNothingIsNoVerdict() throws IOException {
    assertFails("exit 3", "broke off");
  }

  @Test
  void aProgramThatIsNoExecutorIsNoVerdict() throws IOException {
    assertFails("echo 'usage: something else entirely, of which there is a lot to say'", "");
  }

  @Test
  void aMissingFileIsNoVerdict() {
    KernelVariant variant = new KernelVariant("tree", executor -> folder.resolve("none"));
    assertThrows(
        ExecutorFailure.class,
        () -> variant.boot(KernelMachineTest.CONFIG, MachineEvents.NONE));
  }

  private void assertFails(String script, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("executor"), "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
    KernelVariant variant = new KernelVariant("tree", executor -> file);
    ExecutorFailure failure =
        assertThrows(
            ExecutorFailure.class,
            () -> variant.boot(KernelMachineTest.CONFIG, MachineEvents.NONE));
    assertTrue(failure.getMessage().contains(reason), failure::getMessage);
  }
}
