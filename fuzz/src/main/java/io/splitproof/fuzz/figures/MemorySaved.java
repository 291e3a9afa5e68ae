package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.figures.Figure.Basis;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The page-table memory of a machine of 256 GB, by pages and by blocks. */
final class MemorySaved implements Study {

  /** MemTotal with blocks, in kB, as published. */
  private static final long BLOCKS_KB = 259_505_132L;

  /** MemTotal with pages. */
  private static final long PAGES_KB = 258_988_984L;

  private static final long PUBLISHED_KB = BLOCKS_KB - PAGES_KB;

  /** A struct page has 64 bytes, so that of 64 pages of memory one is theirs. */
  private static final long MEMORY_KB = BLOCKS_KB * 64 / 63;

  private static final long TABLE_KB = 4;

  private static final String MACHINE = "machine 4K/48 ram 0x80000000+%s bbml2 %s";

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Figure carryOut(Effort effort, Consumer<String> progress) {
    List<Line> lines = new ArrayList<>();
    lines.addAll(lines("256 GiB", "256G", progress));
    lines.addAll(lines("what MemTotal implies", (MEMORY_KB >>> 10) + "M", progress));
    return new Figure(
        name(),
        "Page-table memory of a 256 GB machine",
        "RFC v2 and v7 threads, \"around 500MB\": MemTotal " + PAGES_KB + " kB by pages, "
            + BLOCKS_KB + " kB by blocks",
        lines,
        List.of(),
        List.of(
            "Firmware keeps some of a machine's memory. MemTotal by blocks is what is left without"
                + " the struct pages, a 64th of it: " + Numbers.size(MEMORY_KB << 10)
                + " are mapped."));
  }

  private static List<Line> lines(String what, String ram, Consumer<String> progress) {
    progress.accept("booting " + ram + " by pages");
    long pages = tables(ram, "none");
    progress.accept("booting " + ram + " by blocks");
    long blocks = tables(ram, "all");
    long saved = (pages - blocks) * TABLE_KB;
    String how = "tables that boot made for the linear map of `" + MACHINE + "`, 4 KiB each";
    return List.of(
        Line.own(what + ": tables by pages", text(pages), String.format(how, ram, "none")),
        Line.own(what + ": tables by blocks", text(blocks), String.format(how, ram, "all")),
        new Line(
            what + ": memory saved",
            Numbers.of(PUBLISHED_KB) + " kB",
            Numbers.of(saved) + " kB",
            (double) saved / PUBLISHED_KB,
            Basis.STRUCTURE,
            "the difference of the two"));
  }

  private static String text(long tables) {
    return Numbers.of(tables) + ", " + Numbers.of(tables * TABLE_KB) + " kB";
  }

  private static long tables(String ram, String bbml2) {
    MachineConfig machine = ProgramText.parse(String.format(MACHINE, ram, bbml2)).machine();
    TableWork work = new TableWork();
    Variants.byDefault().boot(machine, work, MachineEvents.NONE);
    return work.counts().tables();
  }
}
