package io.splitproof.fuzz.report;

import io.splitproof.fuzz.conform.LeafKind;
import io.splitproof.fuzz.run.JudgedMachine;
import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.arch.HardwareWalk;
import io.splitproof.oracle.arch.Translation;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.PageMap;
import io.splitproof.oracle.reference.PageState;
import io.splitproof.oracle.reference.World;
import java.util.ArrayList;
import java.util.List;

/** Reads what a range of pages is now: by the oracle's word, and by a walk of the live tables. */
final class MomentReader {

  private final MachineConfig config;
  private final Geometry geometry;
  private final World world;
  private final HardwareWalk walk;

  MomentReader(JudgedMachine subject) {
    this.config = subject.machine().config();
    this.geometry = config.geometry();
    this.world = subject.judge().world();
    Machine machine = subject.machine();
    this.walk = new HardwareWalk(geometry, machine.memory(), machine.rootTable());
  }

  /** What the oracle says of [{@code start}, {@code end}), which is whole pages. */
  List<Stretch> oracle(long start, long end) {
    PageMap pages = world.pages();
    List<Stretch> stretches = new ArrayList<>();
    for (long va = start; va < end; ) {
      long vpn = pages.vpn(va);
      long runEnd = Math.min(end, pages.va(Math.min(pages.end(), pages.runs().runEnd(vpn))));
      long next = geometry.inLinearMap(va) ? runEnd : va + geometry.pageBytes();
      add(stretches, page(va, Math.max(next, va + geometry.pageBytes()), pages.get(vpn)));
      va = stretches.get(stretches.size() - 1).end();
    }
    return stretches;
  }

  private Stretch page(long va, long end, int state) {
    int seen = seen(state == PageState.HOLE, PageState.hardware(state));
    long output = state == PageState.HOLE ? Stretch.NOWHERE : ownFrame(va);
    return new Stretch(va, end, seen, output, null, geometry.pageBytes(), false, "");
  }

  /** Where the page at {@code va} must go, if anywhere. */
  private long ownFrame(long va) {
    if (geometry.inLinearMap(va)) {
      return config.linearPa(va);
    }
    Area area = world.objects().areaAt(va);
    long page = area == null ? -1 : va - area.va() >> geometry.pageShift();
    return area == null || page >= area.pages()
        ? Stretch.NOWHERE
        : area.pfns()[(int) page] << geometry.pageShift();
  }

  private static int seen(boolean hole, int hardware) {
    return hole ? PageState.HOLE : hardware == PageState.HOLE ? PageState.PRESENT : hardware;
  }

  /** What the tables say of [{@code start}, {@code end}). */
  List<Stretch> found(long start, long end) {
    List<Stretch> stretches = new ArrayList<>();
    for (long va = start; va < end; ) {
      Translation translation = walk.walk(va);
      long next = Math.min(end, translation.va() + translation.bytes());
      add(stretches, leaf(translation, va, next));
      va = next;
    }
    return stretches;
  }

  private Stretch leaf(Translation leaf, long va, long end) {
    boolean hole = leaf.descriptor() == 0;
    LeafKind kind = hole ? null : LeafKind.of(leaf.level(), leaf.descriptor());
    boolean marked = kind == LeafKind.CPMD || kind == LeafKind.CPTE;
    boolean mixed = marked && isMixed(leaf);
    long leaves = marked && !mixed ? geometry.contiguous(leaf.level()) : 1;
    long piece = hole ? geometry.pageBytes() : leaf.bytes() * leaves;
    return new Stretch(
        va,
        end,
        seen(hole, PageState.of(leaf, config.realm())),
        hole ? Stretch.NOWHERE : output(leaf) + va - leaf.va(),
        kind,
        piece,
        mixed,
        text(leaf));
  }

  private long output(Translation leaf) {
    long address = leaf.outputAddress(leaf.va());
    return config.realm() ? address & ~Descriptor.NS_SHARED : address;
  }

  private String text(Translation leaf) {
    String words = geometry.format().words(leaf.descriptor(), leaf.level(), config.realm());
    return String.format(
        "level %d descriptor %016x at pa %x: %s%s",
        leaf.level(),
        leaf.descriptor(),
        leaf.descriptorPa(),
        words,
        leaf.tableBits() == 0 ? "" : String.format(", tables add %x", leaf.tableBits()));
  }

  /** Whether the contiguous group of {@code leaf} is anything but whole and uniform. */
  private boolean isMixed(Translation leaf) {
    long bytes = leaf.bytes() * geometry.contiguous(leaf.level());
    long base = Geometry.alignDown(leaf.va(), bytes);
    Translation first = walk.walk(base);
    for (long offset = 0; offset < bytes; offset += leaf.bytes()) {
      Translation member = walk.walk(base + offset);
      boolean fits =
          member.level() == leaf.level() && member.descriptor() == first.descriptor() + offset;
      if (!fits) {
        return true;
      }
    }
    return (output(first) & bytes - 1) != 0;
  }

  private static void add(List<Stretch> stretches, Stretch next) {
    int last = stretches.size() - 1;
    Stretch joined = last < 0 ? null : stretches.get(last).join(next);
    if (joined == null) {
      stretches.add(next);
    } else {
      stretches.set(last, joined);
    }
  }
}
