package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.figures.Figure.Basis;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.report.Plot;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** TLB invalidations of {@code map_mem()}, by how tables are mapped while they are made. */
final class MapMem implements Study {

  /** The three ways, in the order of the thread. */
  static final List<String> WAYS = List.of("tables-before", "tables-ops", "tables-explicit");

  private static final String HOW =
      "fixmap slots cleared by `machine 4K/48 ram 0x80000000+SIZE bbml2 none stage early`";

  /** A machine of the thread and how long it took, in milliseconds. */
  private record Published(String name, int gib, int before, int after) {

    String change() {
      return before + " ms -> " + after + " ms (" + Math.round(100.0 * after / before - 100)
          + " %)";
    }
  }

  private static final List<Published> MACHINES =
      List.of(
          new Published("Apple M2 VM, 16G", 16, 13, 11),
          new Published("Ampere Altra VM, 64G", 64, 162, 109),
          new Published("Ampere Altra VM, 256G", 256, 655, 449),
          new Published("Ampere Altra metal, 512G", 512, 1656, 1257));

  @Override
  public String name() {
    return "map_mem";
  }

  @Override
  public Figure carryOut(Effort effort, Consumer<String> progress) {
    List<Line> lines = new ArrayList<>();
    double[][] cleared = new double[WAYS.size()][MACHINES.size()];
    for (int i = 0; i < MACHINES.size(); i++) {
      Published machine = MACHINES.get(i);
      List<TableWork.Counts> ways = new ArrayList<>();
      for (int way = 0; way < WAYS.size(); way++) {
        progress.accept(machine.name() + ", " + WAYS.get(way));
        ways.add(boot(WAYS.get(way), machine.gib()));
        cleared[way][i] = ways.get(way).slotsCleared();
      }
      lines.addAll(lines(machine, ways));
    }
    lines.addAll(late());
    return new Figure(
        name(),
        "TLB invalidations while the linear map is made",
        "\"arm64: mm: Don't remap pgtables for allocate vs populate\", v2, 11 April 2024",
        lines,
        List.of(plot(cleared)),
        List.of(
            "At that time the linear map was made of pages wherever rodata=full was on, and each"
                + " fixmap slot that is cleared costs a TLB invalidation on all CPUs."));
  }

  private static List<Line> lines(Published machine, List<TableWork.Counts> ways) {
    TableWork.Counts before = ways.get(0);
    TableWork.Counts after = ways.get(1);
    TableWork.Counts explicit = ways.get(2);
    long saved = before.slotsCleared() - after.slotsCleared();
    String three = "before %s, ops %s, explicit %s";
    return List.of(
        Line.own(
            machine.name() + ": tables made",
            Numbers.of(before.tables()),
            "tables that boot made for the linear map"),
        new Line(
            machine.name() + ": TLBIs per table made",
            "2 -> 1",
            perTable(before) + " -> " + perTable(after) + ", explicit " + perTable(explicit),
            (perTableOf(before) / perTableOf(after)) / 2,
            Basis.STRUCTURE,
            HOW + ", without those for tables that were there"),
        Line.own(
            machine.name() + ": TLBIs in all",
            String.format(
                three,
                Numbers.of(before.slotsCleared()),
                Numbers.of(after.slotsCleared()),
                Numbers.of(explicit.slotsCleared())),
            HOW),
        new Line(
            machine.name() + ": time",
            machine.change(),
            Numbers.of(saved) + " TLBIs fewer: "
                + Numbers.of(1e6 * (machine.before() - machine.after()) / saved, 0) + " ns each",
            Double.NaN,
            Basis.HARDWARE,
            "the published milliseconds saved over the model's TLBIs saved"));
  }

  private static double perTableOf(TableWork.Counts counts) {
    return (double) counts.making() / counts.tables();
  }

  private static String perTable(TableWork.Counts counts) {
    return Numbers.of(perTableOf(counts), 2);
  }

  /** Memory that is added later, when there is a linear map. */
  private static List<Line> late() {
    List<Line> lines = new ArrayList<>();
    List<String> published = List.of(Figure.UNPUBLISHED, "0", Figure.UNPUBLISHED);
    for (int way = 0; way < WAYS.size(); way++) {
      TableWork.Counts counts = hotAdd(WAYS.get(way));
      lines.add(
          new Line(
              WAYS.get(way) + ": TLBIs per table made late",
              published.get(way),
              perTable(counts) + ", zeroed " + Numbers.of(zeroed(counts), 2) + " times",
              way == 1 && counts.making() == 0 ? 1 : Double.NaN,
              Basis.STRUCTURE,
              "slots cleared by a hot-add of 1 GiB to a machine of 4 GiB"));
    }
    return lines;
  }

  private static double zeroed(TableWork.Counts counts) {
    return (double) counts.zeroings() / counts.tables();
  }

  private static Plot plot(double[][] cleared) {
    List<Plot.Curve> curves = new ArrayList<>();
    List<Double> gib = MACHINES.stream().map(machine -> (double) machine.gib()).toList();
    for (int way = 0; way < WAYS.size(); way++) {
      List<Double> values = new ArrayList<>();
      for (double value : cleared[way]) {
        values.add(value);
      }
      curves.add(new Plot.Curve(WAYS.get(way), gib, values));
    }
    return new Plot("TLB invalidations of map_mem()", "GiB of memory", curves);
  }

  private static TableWork.Counts boot(String way, int gib) {
    TableWork work = new TableWork();
    Variants.named(way).boot(machine("0x80000000+" + gib + "G"), work, MachineEvents.NONE);
    return work.counts();
  }

  private static TableWork.Counts hotAdd(String way) {
    TableWork work = new TableWork();
    MachineConfig config = machine("0x40000000+4G");
    Machine machine = Variants.named(way).boot(config, work);
    machine.apply(new Operation.AddMemory(config.banks().get(0).end(), 1L << 30));
    return work.counts();
  }

  private static MachineConfig machine(String ram) {
    return ProgramText.parse("machine 4K/48 ram " + ram + " bbml2 none stage early").machine();
  }
}
