package io.splitproof.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.corpus.ShelfCheck.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfCheckTest {

  private static final String SPLIT =
      "machine 4K/48 ram 0x40000000+4G\n"
          + "clients well-behaved\n"
          + "B0 = alloc_pages 1 near 0x80000\n"
          + "set_memory_valid B0[0] 1 off\n";

  private static final String FOUND =
      "mapping:set_memory_valid:linear:own output address/another output address";

  private static final String BUG = "# variant split-pud-by-page-size\n";

  @TempDir private Path folder;

  private Checked check(String text) throws IOException {
    return new ShelfCheck().check(Files.writeString(folder.resolve("program.txt"), text));
  }

  private void assertDiffers(String text, String... differences) throws IOException {
    Checked checked = check(text);
    assertEquals(List.of(differences), checked.differences());
    assertEquals(null, checked.unreadable());
  }

  @Test
  void aProgramWithoutHeaderIsClean() throws IOException {
    assertTrue(check(SPLIT).isFine());
  }

  @Test
  void aBugIsFoundAsTheHeaderSays() throws IOException {
    assertTrue(check(BUG + "# finds " + FOUND + "\n" + SPLIT).isFine());
  }

  @Test
  void aBugThatIsNoLongerFoundIsNoticed() throws IOException {
    assertDiffers(
        "# variant canary-never\n# finds " + FOUND + "\n" + SPLIT,
        "on canary-never: expected " + FOUND + ", found nothing",
        "on canary-never by permission alone: found nothing");
  }

  @Test
  void anotherSignatureIsNoticed() throws IOException {
    assertDiffers(
        BUG + "# finds leak:vfree:linear:a/b\n" + SPLIT,
        "on split-pud-by-page-size: expected leak:vfree:linear:a/b, found " + FOUND);
  }

  @Test
  void stepsAfterTheOneThatShowsItAreNoticed() throws IOException {
    assertDiffers(
        BUG + "# finds " + FOUND + "\n" + SPLIT + "vm_unmap_aliases\n",
        "on split-pud-by-page-size: shown by step 2 of 3; expected the last",
        "on split-pud-by-page-size by mapping alone: shown by step 2 of 3; expected the last");
  }

  @Test
  void aProgramThatShowsItOnTheDefaultVariantTooIsNoticed() throws IOException {
    String finds = "# finds result:set_memory_valid:zero-count:0/-EINVAL\n";
    String program =
        "machine 4K/48 ram 0x40000000+4G\n"
            + "clients any\nB0 = alloc_pages 1 near 0x80000\nset_memory_valid B0[0] 0 on\n";
    assertTrue(check("# variant linux-7.2\n" + finds + program).isFine(), "an open finding");
    assertDiffers(
        "# variant v7\n" + finds + program,
        "on linux-7.2: expected nothing, found result:set_memory_valid:zero-count:0/-EINVAL");
  }

  @Test
  void aStepThatIsLeftOutIsNoticed() throws IOException {
    assertDiffers(
        SPLIT + "vfree A3\n", "on linux-7.2: 1 of its steps left out; expected none");
  }

  @Test
  void theChecksThatAHeaderNamesJudge() throws IOException {
    String bug = BUG + "# finds " + FOUND + "\n";
    assertTrue(check("# checks mapping\n" + bug + SPLIT).isFine());
    assertDiffers(
        "# checks leak\n" + bug + SPLIT,
        "on split-pud-by-page-size by leak alone: expected " + FOUND + ", found nothing");
  }

  @Test
  void aHeaderThatNamesWhatThereIsNotIsUnreadable() throws IOException {
    String problem = check("# variant no-such-bug\n" + SPLIT).unreadable();
    assertTrue(problem.startsWith("in its header: no variant 'no-such-bug'"), problem);
    problem = check("# checks no-such-check\n" + SPLIT).unreadable();
    assertTrue(problem.startsWith("in its header: no check 'no-such-check'"), problem);
  }

  @Test
  void whatIsNoProgramIsUnreadable() throws IOException {
    String problem = check("machine 4K/48 ram 0x40000000+4G\nset_memory_ro\n").unreadable();
    assertTrue(problem.startsWith("line 2"), problem);
  }
}
