package io.splitproof.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with programs of several machines, and with what is no program. */
class ReplayFolderTest {

  private static final String ARM = "machine 4K/48 ram 0x40000000+4G\nvm_unmap_aliases\n";
  private static final String X86 = "machine x86/48 ram 0x0+4G\nvm_unmap_aliases\n";

  @TempDir private Path folder;

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  @Test
  void whatIsForAnotherMachineIsPassedOverAndSaidSo() throws IOException {
    write("a.txt", ARM);
    write("b.txt", X86);
    CommandLineRun run = CommandLineRun.of("replay", folder);
    assertEquals(ExitStatus.CLEAN, run.status());
    assertTrue(run.err().contains("b.txt: passed over, as linux-7.2 does not run"), run.err());
  }

  @Test
  void nothingForTheVariantAtAllIsWrong() throws IOException {
    write("a.txt", X86);
    write("b.txt", X86);
    CommandLineRun run = CommandLineRun.of("replay", folder);
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("none of the programs is for linux-7.2"), run.err());
  }

  @Test
  void dumpsAreNoPrograms() throws IOException {
    write("a.txt", ARM);
    write("a.ptdump", "---[ Linear Mapping start ]---\n");
    assertEquals(ExitStatus.CLEAN, CommandLineRun.of("replay", folder).status());
  }

  @Test
  void aProgramThatNamesItsVariantIsBelieved() throws IOException {
    write("a.txt", "# variant x86-global-lost\n" + X86);
    CommandLineRun.of("replay", folder.resolve("a.txt"))
        .assertComplains("the program says --variant x86-global-lost");
  }

  @Test
  void oneProgramThatCannotBeComparedIsWrong() throws IOException {
    write("a.txt", ARM);
    CommandLineRun.of("replay", folder.resolve("a.txt"), "--against", "x86-cpa")
        .assertComplains("x86-cpa does not run on the machine");
  }
}
