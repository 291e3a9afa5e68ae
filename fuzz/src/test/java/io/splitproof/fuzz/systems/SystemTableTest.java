package io.splitproof.fuzz.systems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.store.UnreadableProgramException;
import io.splitproof.fuzz.systems.SystemTable.Cell;
import io.splitproof.fuzz.systems.SystemTable.Row;
import io.splitproof.fuzz.systems.SystemTable.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of the threads is in the systems that had it, and not in those that fixed it. */
class SystemTableTest {

  private static final Path THREADS =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("corpus/threads");

  private static final String PROGRAM =
      """
      machine 4K/48 ram 0x40000000+4G realm stage early
      clients well-behaved
      B0 = alloc_pages 16 near 0x80000
      set_memory_decrypted B0[0] 16
      """;

  private static final String SHOWN =
      "result:set_memory_decrypted:call:0/-EINVAL warns [PARTIAL_LEAF, REALM_PAGES_LEAKED]";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyCellIsAsItsHeaderSays() throws IOException {
    SystemTable table = SystemTable.of(ThreadBug.all(THREADS), (done, all) -> {});
    return table.rows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.bug().name(), () -> assertEquals(List.of(), wrong(row))));
  }

  private static List<Cell> wrong(Row row) {
    return Stream.concat(row.cells().stream(), row.seeded().stream())
        .filter(cell -> !cell.asClaimed())
        .toList();
  }

  @Test
  void everyFaultIsSomewhereAndSaysWhereItWasTalkedAbout() throws IOException {
    for (ThreadBug bug : ThreadBug.all(THREADS)) {
      assertFalse(bug.claims().had().isEmpty(), bug.name());
      assertFalse(bug.claims().thread().isEmpty(), bug.name());
    }
  }

  @Test
  void aSystemWithoutTheMachineIsPassedOver() throws IOException {
    Row row = row("# had-by v8 " + SHOWN + "\n# fixed-in rfc-v2\n" + both("bbml2 boot"));
    assertEquals(State.NO_MACHINE, cell(row, "rfc-v2").state());
    assertFalse(cell(row, "rfc-v2").asClaimed(), "it cannot be clean where it never ran");
    assertEquals(State.FOUND, cell(row, "v8").state());
    assertTrue(cell(row, "v8").asClaimed());
  }

  private static String both(String key) {
    return PROGRAM.replace("stage early", "stage early " + key);
  }

  @Test
  void whatIsNotAsTheHeaderSaysIsNoticed() throws IOException {
    String other = "# had-by v8 result:vfree:call:0/0\n# fixed-in v7\n# had-by linux-7.2 x\n";
    Row row = row(other + PROGRAM);
    for (String system : List.of("linux-7.2", "v7", "v8")) {
      assertFalse(cell(row, system).asClaimed(), system);
    }
    assertFalse(row.isAsClaimed());
  }

  @Test
  void aBugOfItsOwnIsBesideTheTable() throws IOException {
    Row row = row("# had-by realm-shares-before-capabilities " + SHOWN + "\n" + PROGRAM);
    assertEquals(List.of(), row.cells());
    assertEquals(State.FOUND, row.seeded().get(0).state());
    assertTrue(row.isAsClaimed());
  }

  @Test
  void headersThatSayNothingOfVariantsAreRefused() {
    for (String header : List.of("", "# fixed-in v99\n", "# had-by v98 x:y\n")) {
      assertThrows(UnreadableProgramException.class, () -> row(header + PROGRAM));
    }
  }

  private Row row(String text) throws IOException {
    Files.writeString(folder.resolve("fault.txt"), text);
    return SystemTable.of(ThreadBug.all(folder), (done, all) -> {}).rows().get(0);
  }

  private static Cell cell(Row row, String system) {
    return row.cells().stream()
        .filter(cell -> cell.variant().equals(system))
        .findFirst()
        .orElseThrow();
  }
}
