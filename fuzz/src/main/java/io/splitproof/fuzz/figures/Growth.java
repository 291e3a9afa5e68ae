package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.report.Plot;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How page-table memory grows back as modules come and go, and what collapsing gives back. */
final class Growth implements Study {

  private static final int SAMPLES = 50;

  /** Machines of 256 GiB; a system ages on the first that it runs on. */
  private static final List<String> MACHINES =
      List.of("machine 4K/48 ram 0x80000000+256G bbml2 all", "machine x86/48 ram 0x0+256G");

  private static final int KIB_OF_TABLE = 4;

  /** What became of one system's map. */
  private record Aged(
      String system,
      String machine,
      long units,
      List<Double> cycles,
      List<Double> blocks,
      List<Double> mib,
      List<Long> entries) {

    Aged(String system, String machine, long units) {
      this(
          system,
          machine,
          units,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void sample(int cycle, LinearTables tables) {
      cycles.add((double) cycle);
      blocks.add((double) (units - tables.ofPages()));
      mib.add(tables.count() * KIB_OF_TABLE / 1024.0);
    }

    double blocksLeft() {
      return blocks.get(blocks.size() - 1);
    }

    double boot() {
      return mib.get(0);
    }

    double left() {
      return mib.get(mib.size() - 1);
    }
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Figure carryOut(Effort effort, Consumer<String> progress) {
    List<Aged> all = new ArrayList<>();
    for (Variant system : Studies.systems()) {
      all.add(age(system, effort, progress));
    }
    List<Line> lines = new ArrayList<>();
    for (Aged aged : all) {
      lines.addAll(lines(aged, effort));
    }
    String text = "Blocks and table memory of 256 GiB after %s modules came and went";
    return new Figure(
        name(),
        String.format(text, Numbers.of(effort.cycles())),
        "x86 thread: \"the large mapping will remain splitted\"; after v8: \"map by pte then"
            + " collapse to block mappings\"",
        lines,
        plots(all),
        List.of(
            "Modules lie anywhere in memory, uniformly. That is the worst case: the more a kernel"
                + " keeps together what cannot move, the fewer blocks its modules touch.",
            "A block is 2 MiB of the linear map that no table of pages stands in for."));
  }

  private static Aged age(Variant system, Effort effort, Consumer<String> progress) {
    String machine = Studies.machineFor(system, MACHINES);
    MachineConfig config = ProgramText.parse(machine).machine();
    LinearTables tables = new LinearTables();
    progress.accept(system.name() + ", booting 256 GiB");
    Machine booted = system.boot(config, tables, tables);
    ModuleTraffic traffic = new ModuleTraffic(booted, effort.seed());
    long units = config.banks().get(0).bytes() / config.geometry().bytes(Geometry.PMD);
    Aged aged = new Aged(system.name(), machine, units);
    aged.sample(0, tables);
    aged.entries().add(new LeafSizes(booted).entriesForAll());
    int every = Math.max(1, effort.cycles() / SAMPLES);
    for (int cycle = 1; cycle <= effort.cycles(); cycle++) {
      traffic.cycle();
      if (cycle == effort.cycles()) {
        traffic.end();
      }
      if (cycle % every == 0 || cycle == effort.cycles()) {
        aged.sample(cycle, tables);
        String done = system.name() + ", " + cycle + " of " + effort.cycles() + " modules";
        progress.accept(done);
      }
    }
    aged.entries().add(new LeafSizes(booted).entriesForAll());
    return aged;
  }

  private static List<Line> lines(Aged aged, Effort effort) {
    String how =
        Numbers.of(effort.cycles()) + " modules (text to " + ModuleTraffic.MOST_TEXT
            + " pages, rodata and data to " + ModuleTraffic.MOST_DATA + "), "
            + ModuleTraffic.LOADED + " loaded at a time, seed " + effort.seed() + ", on `"
            + aged.machine() + "`";
    return List.of(
        Line.own(
            aged.system() + ": blocks left",
            Numbers.of((long) aged.blocksLeft()) + " of " + Numbers.of(aged.units()) + " ("
                + Numbers.of(100 * aged.blocksLeft() / aged.units(), 1) + " %)",
            how),
        Line.own(
            aged.system() + ": table memory",
            Numbers.of(aged.boot(), 2) + " MiB -> " + Numbers.of(aged.left(), 2) + " MiB",
            "tables of the linear map, 4 KiB each, at boot and when all modules were gone"),
        Line.own(
            aged.system() + ": TLB entries for all of it",
            Numbers.of(aged.entries().get(0)) + " -> " + Numbers.of(aged.entries().get(1)),
            "leaves of the linear map, a contiguous group counts as one, then and then"));
  }

  private static List<Plot> plots(List<Aged> all) {
    List<Plot.Curve> blocks = new ArrayList<>();
    List<Plot.Curve> memory = new ArrayList<>();
    for (Aged aged : all) {
      blocks.add(new Plot.Curve(aged.system(), aged.cycles(), aged.blocks()));
      memory.add(new Plot.Curve(aged.system(), aged.cycles(), aged.mib()));
    }
    String across = "modules that came and went";
    return List.of(
        new Plot("table memory (MiB)", across, memory),
        new Plot("blocks of 2 MiB left", across, blocks));
  }
}
