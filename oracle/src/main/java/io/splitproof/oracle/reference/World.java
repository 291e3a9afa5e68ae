package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.StateDigest;

/** Everything the reference believes about one machine. */
public final class World {

  private final MachineConfig config;
  private final Design design;
  private final Geometry geometry;
  private final PageMap pages;
  private final Frames frames;
  private final Objects objects;
  private final Boot boot;
  private final LazyRanges lazy = new LazyRanges();
  private final FixedEnds ends = new FixedEnds(this);
  private final int validBits;

  /** 1 for pages of the linear map that must stay pages. */
  private final PageRuns kept = new PageRuns();

  private final PageRuns savedKept = new PageRuns();
  private boolean wellBehaved = true;
  private boolean strict;
  private boolean alone = true;
  private Observed observed;

  World(MachineConfig config, Design design) {
    this.config = config;
    this.design = design;
    this.geometry = config.geometry();
    this.pages = new PageMap(config);
    this.frames = new Frames(config);
    this.objects = new Objects(config);
    this.boot = new Boot(config, design);
    this.validBits = PageState.VALID | (config.nonGlobal() ? PageState.NON_GLOBAL : 0);
  }

  /** The machine's configuration. */
  public MachineConfig config() {
    return config;
  }

  /** What the machine promises. */
  public Design design() {
    return design;
  }

  /** Its geometry. */
  public Geometry geometry() {
    return geometry;
  }

  /** What every page must be. */
  public PageMap pages() {
    return pages;
  }

  /** Who owns every frame. */
  public Frames frames() {
    return frames;
  }

  /** Areas, blocks and the KFENCE pool. */
  public Objects objects() {
    return objects;
  }

  /** How far boot has come. */
  public Boot boot() {
    return boot;
  }

  /** Ranges unmapped, but perhaps still cached. */
  LazyRanges lazy() {
    return lazy;
  }

  /** Where no leaf may grow across. */
  public FixedEnds ends() {
    return ends;
  }

  /** Bits that a page gains when it becomes valid, and loses when it becomes invalid. */
  int validBits() {
    return validBits;
  }

  /** What a page of the linear map is unless somebody changed it. */
  public int linearDefault() {
    return PageState.withType(normalReadWrite(), geometry.format().linearType());
  }

  /** PAGE_KERNEL. */
  int normalReadWrite() {
    return PageState.PRESENT | validBits | PageState.WRITABLE;
  }

  /** PAGE_KERNEL_RO. */
  int normalReadOnly() {
    return PageState.PRESENT | validBits;
  }

  /** What pages of a new area of that kind are. */
  int initialState(AreaKind kind) {
    return switch (kind) {
      case VMALLOC, HUGE -> normalReadWrite();
      case KPROBES -> normalReadOnly() | PageState.EXECUTABLE;
      case EXEC -> normalReadWrite() | PageState.EXECUTABLE;
    };
  }

  /** Whether no operation so far was one that a well-behaved client would not do. */
  public boolean wellBehaved() {
    return wellBehaved;
  }

  /**
   * Holds the kernel to what its callers would expect, also where well-behaved ones put up with
   * what it does.
   */
  void beStrict() {
    strict = true;
  }

  /** Where what the judged tables say is read from here on. */
  void observe(Observed tables) {
    observed = tables;
  }

  /** Whether the judged tables map {@code pa} by a leaf that begins before it. */
  boolean cutsLeaf(long pa) {
    return config.hasLinearVa(pa) && cutsLeafAt(config.linearVa(pa));
  }

  /** Whether the judged tables map the page at {@code va} by a leaf that begins before it. */
  boolean cutsLeafAt(long va) {
    return observed != null && observed.cuts(va);
  }

  /** Whether {@link #beStrict} was asked for in this program. */
  public boolean isStrict() {
    return strict;
  }

  /**
   * Warnings that go with an allocation that failed on the way. Linux 7.2 prints one, and dies of
   * it where panic_on_warn is set, although the caller is told by the result.
   */
  int failedAllocation() {
    return strict || geometry.isX86() ? 0 : RangeRules.SPLIT_FAILED;
  }

  /** Whether one operation is under way, or two at the same time. */
  void alone(boolean isAlone) {
    alone = isAlone;
  }

  /** Whether no other operation is under way. */
  boolean isAlone() {
    return alone;
  }

  /** Pages [{@code first}, {@code first + count}) of the linear map are to stay pages. */
  void keepPages(long first, long count) {
    kept.set(first, count, 1);
  }

  /** Memory is gone: whatever comes there may be mapped in any way. */
  void keepNoPages(long first, long count) {
    kept.set(first, count, 0);
  }

  /** Whether any of pages [{@code first}, {@code first + count}) has to stay a page. */
  public boolean keepsPages(long first, long count) {
    return kept.runs() > 1 && (kept.get(first) != 0 || kept.runEnd(first) < first + count);
  }

  void misused() {
    wellBehaved = false;
  }

  void digest(StateDigest digest) {
    pages.digest(digest);
    frames.digest(digest);
    objects.digest(digest);
    boot.digest(digest);
    lazy.digest(digest);
    ends.digest(digest);
    kept.digest(digest);
    digest.add(wellBehaved);
    digest.add(strict);
  }

  void save() {
    pages.save();
    savedKept.copyFrom(kept);
    frames.save();
    objects.save();
  }

  void restore() {
    pages.restore();
    kept.copyFrom(savedKept);
    frames.restore();
    objects.restore();
    boot.reset();
    lazy.clear();
    ends.clear();
    wellBehaved = true;
    strict = false;
  }
}
