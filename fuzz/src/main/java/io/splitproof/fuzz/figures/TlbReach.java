package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.figures.Figure.Basis;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.report.Plot;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** How much of memory a TLB reaches, and how often it misses, by what the linear map is made of. */
final class TlbReach implements Study {

  private static final double PUBLISHED_CHANGE = -0.285;
  private static final int WAYS = 4;
  private static final int SMALLEST = 64;
  private static final int LARGEST = 4096;
  private static final int SHOWN = 1024;
  private static final double EXPONENT = 0.99;

  /** Pages that are as hot as each other: a slab of order 3. */
  private static final int SLAB = 8;

  private static final int PER = 1000;

  /** Odd, so that multiplying by it modulo a power of two only moves slabs about. */
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  private static final String MACHINE = "machine 4K/48 ram 0x80000000+256G bbml2 ";

  /** One map, and the misses of TLBs of growing size in a thousand accesses to it. */
  private record Measured(String name, long entries, List<Double> capacities, List<Double> misses) {

    double missesOf(int capacity) {
      return misses.get(capacities.indexOf((double) capacity));
    }
  }

  @Override
  public String name() {
    return "tlb";
  }

  @Override
  public Figure carryOut(Effort effort, Consumer<String> progress) {
    List<Measured> maps = new ArrayList<>();
    maps.add(measure("by pages", "linux-7.2", "none", 0, effort, progress));
    maps.add(measure("by blocks", "linux-7.2", "all", 0, effort, progress));
    int modules = effort.fragmenting();
    maps.add(measure("fragmented", "linux-7.2", "all", modules, effort, progress));
    if (Variants.isOne("collapse")) {
      maps.add(measure("collapsed", "collapse", "all", modules, effort, progress));
    }
    return new Figure(
        name(),
        "TLB reach and misses over the linear map of 256 GiB",
        "RFC v2 and v7 threads: memcached on AmpereOne, \"kernel TLB MPKI is reduced by 28.5%\"",
        lines(maps, effort),
        List.of(plot(maps)),
        List.of(
            "The model: one TLB of " + WAYS + " ways, least recently used goes first, an entry for"
                + " a leaf or contiguous group of any size; no walk caches. Nothing but data"
                + " accesses to the linear map: slabs of " + SLAB + " pages drawn after Zipf's law"
                + " (exponent " + EXPONENT + "), hot ones scattered over all memory, then a page of"
                + " the slab. A kernel does other things too, so that its misses fall by less.",
            "Fragmented is linux-7.2, collapsed is collapse, after " + Numbers.of(modules)
                + " modules came and went as in the figure about growth."));
  }

  private static Measured measure(
      String name,
      String system,
      String bbml2,
      int modules,
      Effort effort,
      Consumer<String> progress) {
    progress.accept("a map " + name + ", " + system);
    MachineConfig config = ProgramText.parse(MACHINE + bbml2).machine();
    Machine machine = Variants.named(system).boot(config, MachineEvents.NONE);
    ModuleTraffic traffic = new ModuleTraffic(machine, effort.seed());
    for (int i = 0; i < modules; i++) {
      traffic.cycle();
    }
    traffic.end();
    List<TlbModel> tlbs = new ArrayList<>();
    for (int entries = SMALLEST; entries <= LARGEST; entries *= 2) {
      tlbs.add(new TlbModel(entries / WAYS, WAYS));
    }
    LeafSizes leaves = new LeafSizes(machine);
    trace(config, leaves, tlbs, effort);
    List<Double> capacities = tlbs.stream().map(tlb -> (double) tlb.capacity()).toList();
    List<Double> misses =
        tlbs.stream().map(tlb -> (double) PER * tlb.misses() / effort.accesses()).toList();
    return new Measured(name, leaves.entriesForAll(), capacities, misses);
  }

  private static void trace(
      MachineConfig config, LeafSizes leaves, List<TlbModel> tlbs, Effort effort) {
    int pageShift = config.geometry().pageShift();
    long slabs = (config.banks().get(0).bytes() >>> pageShift) / SLAB;
    RandomGenerator random = new Well19937c(effort.seed());
    ZipfDistribution ranks = new ZipfDistribution(random, (int) slabs, EXPONENT);
    long start = config.linearVa(config.banks().get(0).start());
    for (int i = 0; i < 2 * effort.accesses(); i++) {
      if (i == effort.accesses()) {
        tlbs.forEach(TlbModel::startCounting);
      }
      long slab = ranks.sample() * SCATTER & slabs - 1;
      long page = slab * SLAB + random.nextInt(SLAB);
      long va = start + (page << pageShift);
      int shift = leaves.shiftAt(va);
      for (TlbModel tlb : tlbs) {
        tlb.access(va - start, shift);
      }
    }
  }

  private static List<Line> lines(List<Measured> maps, Effort effort) {
    List<Line> lines = new ArrayList<>();
    long bytes = ProgramText.parse(MACHINE + "all").machine().banks().get(0).bytes();
    for (Measured map : maps) {
      lines.add(
          hardware(
              map.name() + ": reach of " + Numbers.of(SHOWN) + " entries",
              Figure.UNPUBLISHED,
              Numbers.size(Math.min(bytes, bytes / map.entries() * SHOWN)),
              "256 GiB over the " + Numbers.of(map.entries()) + " entries that hold all of it"));
    }
    for (Measured map : maps) {
      lines.add(
          hardware(
              map.name() + ": misses per 1000 accesses",
              Figure.UNPUBLISHED,
              Numbers.of(map.missesOf(SHOWN), 1),
              Numbers.of(effort.accesses()) + " accesses after as many, seed " + effort.seed()));
    }
    double pages = maps.get(0).missesOf(SHOWN);
    for (Measured map : maps.subList(1, maps.size())) {
      boolean published = map.name().equals("by blocks");
      lines.add(
          hardware(
              map.name() + " instead of by pages: misses",
              published ? Numbers.change(PUBLISHED_CHANGE) : Figure.UNPUBLISHED,
              Numbers.change(map.missesOf(SHOWN) / pages - 1),
              "the model's, which has nothing but the linear map; see below"));
    }
    return lines;
  }

  private static Line hardware(String what, String published, String ours, String how) {
    return new Line(what, published, ours, Double.NaN, Basis.HARDWARE, how);
  }

  private static Plot plot(List<Measured> maps) {
    List<Plot.Curve> curves = new ArrayList<>();
    for (Measured map : maps) {
      curves.add(new Plot.Curve(map.name(), map.capacities(), map.misses()));
    }
    return new Plot("misses per 1000 accesses", "entries of the TLB", curves);
  }
}
