package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import io.splitproof.oracle.contract.Warning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of what an executor says; the stub is asked to boot and then says its part. */
class KernelMachineTest {

  private static final long ROOT = 0x7ffff000L;
  private static final long TABLE = 0x7fffe000L;
  static final MachineConfig CONFIG =
      new MachineConfig(
          Geometry.named("4K/48"),
          List.of(new MachineConfig.Bank(0x40000000L, 1L << 30)),
          new MachineConfig.KernelImage(
              0x40200000L, 0x40210000L, 0x406e0000L, 0x407b0000L, 0x409a8000L),
          MachineConfig.Bbml2.ALL,
          1,
          MachineConfig.Rodata.FULL,
          MachineConfig.Kfence.NONE,
          false,
          false,
          false,
          false,
          MachineConfig.TablePlacement.APART,
          MachineConfig.Stage.BOOTED);
  private static final Operation VALID =
      new Operation.SetMemoryValid(Address.physical(0x50000000L), 4, true);

  private final Log log = new Log();
  private final StubExecutor stub = new StubExecutor();
  private final EdgeSet reached = new EdgeSet();

  private KernelMachine boot() {
    SourceLines nowhere = new SourceLines(Path.of("no executor"));
    return new KernelMachine(
        CONFIG, stub.connection(), MachineEvents.NONE, log, reached, nowhere);
  }

  private StubExecutor booted() {
    return stub
        .says(EventKind.TABLE_ALLOCATED, TABLE, 1, 0)
        .says(EventKind.FILLED, TABLE, 512, 0, 0)
        .says(EventKind.STORED, ROOT, TABLE | 3)
        .says(EventKind.END, ROOT);
  }

  @Test
  void bootMakesTheTablesAndTellsNobodyElse() {
    booted();
    KernelMachine machine = boot();
    assertEquals(ROOT, machine.rootTable());
    assertEquals(TABLE | 3, machine.memory().read(ROOT));
    assertEquals(List.of(), log.lines);
  }

  @Test
  void aStoreIsMirroredAndToldWithWhatWasThere() {
    booted().says(EventKind.STORED, TABLE, 0x40000701L).says(EventKind.END, 0);
    KernelMachine machine = boot();
    assertEquals(Outcome.OK, machine.apply(VALID));
    assertEquals(0x40000701L, machine.memory().read(TABLE));
    assertEquals(List.of("stored 7fffe000 0 40000701"), log.lines);
  }

  @Test
  void aRunIsToldBeforeItIsMirrored() {
    booted().says(EventKind.FILLED, TABLE + 8, 3, 0x701, 0x1000).says(EventKind.END, 0);
    KernelMachine machine = boot();
    machine.apply(VALID);
    assertEquals(0x2701, machine.memory().read(TABLE + 24));
    assertEquals(List.of("filled 7fffe008 3 701 1000"), log.lines);
  }

  @Test
  void aLeafThatBecomesATableIsASplit() {
    booted()
        .says(EventKind.STORED, TABLE, 0x40000701L)
        .says(EventKind.STORED, TABLE, 0x7fffd003L)
        .says(EventKind.END, 0);
    boot().apply(VALID);
    assertEquals("split PUD", log.lines.get(1));
  }

  @Test
  void aNewTableIsNoLeafNobodyFilledIt() {
    booted().says(EventKind.TABLE_ALLOCATED, 0x7fffd000L, 3, 0).says(EventKind.END, 0);
    KernelMachine machine = boot();
    machine.apply(VALID);
    assertTrue(machine.memory().read(0x7fffd000L) != 0);
  }

  @Test
  void aKnownWarningIsPartOfTheOutcome() {
    booted()
        .saysTexts(EventKind.WARNED, 112, "update_range_prot", "ret", "pageattr.c")
        .says(EventKind.END, -12);
    int warned = Warning.SPLIT_FAILED.bit();
    assertEquals(new Outcome(Outcome.ENOMEM, warned, false), boot().apply(VALID));
  }

  @Test
  void anUnknownWarningEndsTheMachine() {
    booted()
        .saysTexts(EventKind.WARNED, 5, "some_function", "x != y", "mmu.c")
        .says(EventKind.END, 0);
    assertTrue(boot().apply(VALID).died());
    assertEquals(List.of("panicked BUG: WARN(x != y) in some_function, mmu.c:5"), log.lines);
  }

  @Test
  void aBugIsTheKernels() {
    booted().saysTexts(EventKind.DIED, 172, "mmu.c", "bug", "").says(EventKind.END, 0);
    KernelMachine machine = boot();
    assertTrue(machine.apply(VALID).died());
    assertEquals(List.of("panicked BUG: mmu.c:172"), log.lines);
    assertThrows(AssertionError.class, () -> machine.apply(VALID));
  }

  @Test
  void whatACheckSaysIsTheKernels() {
    String text = "use-after-free: a table (loads 8 bytes at 0x1000)";
    booted().saysTexts(EventKind.DIED, 0x7e0000, text, "check", "").says(EventKind.END, 0);
    assertTrue(boot().apply(VALID).died());
    assertEquals(List.of("panicked " + text + ", in 0x7e0000"), log.lines);
  }

  @Test
  void edgesAreToldAndKept() {
    booted().says(EventKind.COVERED, 7 << 8, 300 << 8 | 2).says(EventKind.END, 0);
    boot().apply(VALID);
    assertEquals(List.of("covered 7 0", "covered 300 2"), log.lines);
    assertEquals("{7, 300}", reached.copy().toString());
  }

  @Test
  void aKernelThatDiesOfItsBootIsToldOf() {
    stub.saysTexts(EventKind.DIED, 172, "mmu.c", "bug", "").says(EventKind.END, 0);
    boot();
    assertEquals(List.of("panicked BUG: mmu.c:172"), log.lines);
  }

  @Test
  void whatIsNotModelledIsTheExecutors() {
    booted().saysTexts(EventKind.DIED, 0, "dump_page", "unmodelled", "");
    KernelMachine machine = boot();
    ExecutorFailure failure = assertThrows(ExecutorFailure.class, () -> machine.apply(VALID));
    assertTrue(failure.getMessage().contains("dump_page"));
  }

  @Test
  void aResetBringsTheTablesBack() {
    booted()
        .says(EventKind.STORED, TABLE, 0x40000701L)
        .saysTexts(EventKind.DIED, 172, "mmu.c", "bug", "")
        .says(EventKind.END, 0)
        .says(EventKind.END, 0)
        .says(EventKind.END, 0);
    KernelMachine machine = boot();
    machine.apply(VALID);
    machine.reset();
    assertEquals(0, machine.memory().read(TABLE));
    assertEquals(Outcome.OK, machine.apply(VALID));
  }

  @Test
  void anOperationGoesOutAsWords() {
    booted().says(EventKind.END, 0).says(EventKind.END, 0);
    KernelMachine machine = boot();
    int bootWords = stub.asked().length;
    machine.apply(VALID);
    Placement near = new Placement.Near(0x50000, 3);
    machine.apply(new Operation.Vmalloc(2, 7, Operation.AreaKind.EXEC, true, near));
    long[] words = stub.asked();
    assertArrayEquals(
        new long[] {
          4 | 6 << 8, 7, 2, 0, 0x50000000L, 4, 1,
          4 | 8 << 8, 0, 2, 7, 3, 1, 0, 0x50000, 3
        },
        Arrays.copyOfRange(words, bootWords, words.length));
  }

  /** What was heard, in words. */
  private static final class Log implements MachineEvents {

    private final List<String> lines = new ArrayList<>();

    private void add(String name, long... words) {
      StringBuilder line = new StringBuilder(name);
      for (long word : words) {
        line.append(' ').append(Long.toHexString(word));
      }
      lines.add(line.toString());
    }

    @Override
    public void stored(long pa, long before, long after) {
      add("stored", pa, before, after);
    }

    @Override
    public void filled(long pa, int count, long first, long step) {
      add("filled", pa, count, first, step);
    }

    @Override
    public void split(SplitStep step) {
      lines.add("split " + step);
    }

    @Override
    public void covered(int edge, int often) {
      lines.add("covered " + edge + " " + often);
    }

    @Override
    public void panicked(String reason) {
      lines.add("panicked " + reason);
    }
  }
}
