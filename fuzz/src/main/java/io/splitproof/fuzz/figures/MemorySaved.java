package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.figures.Figure.Basis;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.List;
import java.util.function.Consumer;

/** The page-table memory of a machine of 256 GiB, by pages and by blocks. */
final class MemorySaved implements Study {

  /** MemTotal with blocks minus MemTotal with pages, in kB, as published. */
  private static final long PUBLISHED_KB = 259_505_132L - 258_988_984L;

  private static final String MACHINE = "machine 4K/48 ram 0x80000000+256G bbml2 ";

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Figure carryOut(Effort effort, Consumer<String> progress) {
    progress.accept("booting 256 GiB by pages");
    TableWork.Counts pages = boot("none");
    progress.accept("booting 256 GiB by blocks");
    TableWork.Counts blocks = boot("all");
    long savedKb = (pages.tables() - blocks.tables()) * 4;
    String how = "tables that boot made for the linear map of `" + MACHINE + "%s`, 4 KiB each";
    return new Figure(
        name(),
        "Page-table memory of a 256 GiB machine",
        "v7 thread: MemTotal of a 256 GB AmpereOne, 258988984 kB by pages, 259505132 kB by blocks",
        List.of(
            Line.own("tables by pages", tables(pages), String.format(how, "none")),
            Line.own("tables by blocks", tables(blocks), String.format(how, "all")),
            new Line(
                "memory saved",
                Numbers.of(PUBLISHED_KB) + " kB",
                Numbers.of(savedKb) + " kB",
                (double) savedKb / PUBLISHED_KB,
                Basis.STRUCTURE,
                "the difference of the two")),
        List.of(),
        List.of(
            "The published machine has less than 256 GiB of memory to map: firmware keeps some,"
                + " and it was measured after boot, when modules had split a few blocks."));
  }

  private static String tables(TableWork.Counts counts) {
    return Numbers.of(counts.tables()) + " (" + Numbers.of(counts.tables() * 4) + " kB)";
  }

  private static TableWork.Counts boot(String bbml2) {
    MachineConfig machine = ProgramText.parse(MACHINE + bbml2).machine();
    TableWork work = new TableWork();
    Variants.byDefault().boot(machine, work, MachineEvents.NONE);
    return work.counts();
  }
}
