package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;

/** Everything the reference believes about one machine. */
public final class World {

  private final MachineConfig config;
  private final Geometry geometry;
  private final PageMap pages;
  private final Frames frames;
  private final Objects objects;
  private final Boot boot;
  private final LazyRanges lazy = new LazyRanges();
  private final int validBits;
  private boolean wellBehaved = true;

  World(MachineConfig config) {
    this.config = config;
    this.geometry = config.geometry();
    this.pages = new PageMap(config);
    this.frames = new Frames(config);
    this.objects = new Objects(config);
    this.boot = new Boot(config);
    this.validBits = PageState.VALID | (config.nonGlobal() ? PageState.NON_GLOBAL : 0);
  }

  /** The machine's configuration. */
  public MachineConfig config() {
    return config;
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

  /** Bits that a page gains when it becomes valid, and loses when it becomes invalid. */
  int validBits() {
    return validBits;
  }

  /** What a page of the linear map is unless somebody changed it. */
  public int linearDefault() {
    return PageState.withType(normalReadWrite(), 1);
  }

  /** PAGE_KERNEL. */
  int normalReadWrite() {
    return PageState.PRESENT | validBits | PageState.WRITABLE;
  }

  /** PAGE_KERNEL_RO. */
  int normalReadOnly() {
    return PageState.PRESENT | validBits;
  }

  /** Whether no operation so far was one that a well-behaved client would not do. */
  public boolean wellBehaved() {
    return wellBehaved;
  }

  void misused() {
    wellBehaved = false;
  }

  void save() {
    pages.save();
    frames.save();
    objects.save();
  }

  void restore() {
    pages.restore();
    frames.restore();
    objects.restore();
    boot.reset();
    lazy.clear();
    wellBehaved = true;
  }
}
