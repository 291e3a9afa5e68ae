package io.splitproof.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

  private static final String HARMLESS =
      "machine 4K/48 ram 0x40000000+4G\nB0 = alloc_pages 1 near 0x80000\n";

  @TempDir private Path folder;

  @Test
  void linuxPassesTheShelf() throws IOException {
    List<Case> cases = new ShelfStage(Gates.of("linux-7.2", folder)).run(Gates.timeless());
    assertTrue(cases.size() > 150);
    long passed = cases.stream().filter(one -> one.result() instanceof Passed).count();
    long elsewhere = cases.stream().filter(one -> one.result() instanceof Case.Skipped).count();
    assertEquals(cases.size(), passed + elsewhere);
    assertTrue(elsewhere < passed / 5, elsewhere + " of other machines");
  }

  @Test
  void aBugFailsOnTheShelf() throws IOException {
    List<Case> cases =
        new ShelfStage(Gates.of("flush-first-page-only", folder)).run(Gates.timeless());
    Case own =
        cases.stream()
            .filter(one -> one.name().equals("bugs/flush-first-page-only"))
            .findFirst()
            .orElseThrow();
    Fault fault = ((Case.Faulty) own.result()).fault();
    assertEquals("tlb", fault.rule());
    assertTrue(Files.readAllLines(fault.file()).get(fault.line() - 1).startsWith("set_memory_"));
  }

  @Test
  void everyKnownBugRingsTheAlarm() throws IOException {
    List<Case> cases = new AlarmStage(Gates.of("linux-7.2", folder)).run(Gates.timeless());
    assertTrue(cases.stream().allMatch(one -> one.result() instanceof Passed));
  }

  @Test
  void aBugThatIsNoLongerFoundFails() throws IOException {
    Path bugs = Files.createDirectories(folder.resolve("bugs"));
    Files.writeString(bugs.resolve("flush-first-page-only.txt"), HARMLESS);
    List<Case> cases =
        new AlarmStage(Gates.with("linux-7.2", folder, folder)).run(Gates.timeless());
    List<Case> missed = cases.stream().filter(Case::isFaulty).toList();
    assertEquals(1, missed.size());
    Fault fault = ((Case.Faulty) missed.get(0).result()).fault();
    assertEquals("known-bug-missed:flush-first-page-only", fault.signature());
  }

  @Test
  void bugsShowInSmallWorldsAndAreWrittenUp() throws IOException {
    // A clock that goes on 100 ms with every look, so that no world is explored deeply.
    long[] now = {0};
    Deadline deadline = Deadline.in(Duration.ofSeconds(6), () -> now[0] += 100_000_000);
    List<Case> cases =
        new SmallWorldStage(Gates.of("change-first-page-only", folder)).run(deadline);
    Case.Faulty tiny = (Case.Faulty) cases.get(0).result();
    assertTrue(tiny.fault().file().startsWith(folder));
    assertTrue(Files.exists(tiny.fault().file()));
    assertTrue(tiny.fault().command().contains("--variant change-first-page-only"));
  }

  @Test
  void whatThereIsNoTimeForIsSkippedAndSaidSo() throws IOException {
    Deadline over = Deadline.in(Duration.ZERO, () -> 0);
    for (Stage stage :
        List.of(
            new ShelfStage(Gates.of("linux-7.2", folder)),
            new AlarmStage(Gates.of("linux-7.2", folder)),
            new SmallWorldStage(Gates.of("linux-7.2", folder)),
            new SearchStage(Gates.of("linux-7.2", folder)))) {
      List<Case> cases = stage.run(over);
      assertFalse(cases.isEmpty(), stage.name());
      assertTrue(cases.stream().allMatch(one -> one.result() instanceof Skipped), stage.name());
    }
  }
}
