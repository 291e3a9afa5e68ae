package io.splitproof.impl.linux;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;

/**
 * Linux 7.2. Other variants extend it and replace the steps in which they differ, each of which
 * is one of the protected methods.
 */
public class Linux72 implements Variant {

  @Override
  public String name() {
    return "linux-7.2";
  }

  @Override
  public String provenance() {
    return "arch/arm64/mm/{mmu,pageattr}.c and mm/vmalloc.c of Linux 7.2";
  }

  @Override
  public final Machine boot(MachineConfig config, MachineEvents events) {
    return boot(config, MachineEvents.NONE, events);
  }

  @Override
  public final Machine boot(MachineConfig config, MachineEvents booting, MachineEvents events) {
    Kernel kernel = kernel(config);
    LeafSplitter splitter = splitter(kernel);
    RangeWalk walk = new RangeWalk(kernel);
    PageAttributes attributes = attributes(kernel, splitter, walk);
    RangeToPages toPages = toPages(kernel, splitter, walk);
    MappingBuilder mappings = mappings(kernel);
    Blocks blocks = new Blocks();
    Frames frames = new Frames(kernel, blocks);
    kernel.freePages = freePages(kernel, attributes);
    AreaSpace space = space(kernel);
    Areas areas = areas(kernel, space, frames, attributes);
    KfencePool kfence = kfence(kernel, frames, toPages, attributes);
    Repaint repaint = repaint(kernel, toPages);
    Boot boot = boot(kernel, linearMap(kernel, mappings), repaint, kfence);
    LinuxParts parts =
        new LinuxParts(
            boot,
            splitter,
            attributes,
            blocks,
            frames,
            space,
            areas,
            setMemory(kernel, areas, space, attributes),
            hotplug(kernel, mappings),
            kfence,
            realm(kernel, attributes),
            mmu(kernel));
    kernel.listen(booting);
    boot.run();
    kernel.listen(events);
    return new LinuxMachine(kernel, parts);
  }

  /** What all parts share. */
  protected Kernel kernel(MachineConfig config) {
    return new Kernel(config);
  }

  /** How leaves are split. */
  protected LeafSplitter splitter(Kernel kernel) {
    return new LeafSplitter(kernel);
  }

  /** How attribute bits change. */
  protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    return new PageAttributes(kernel, splitter, walk);
  }

  /** How vmalloc areas come and go. */
  protected Areas areas(
      Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
    return new Areas(kernel, space, mapper(kernel), frames, attributes);
  }

  /** How the entries of areas are written. */
  protected AreaMapper mapper(Kernel kernel) {
    return new AreaMapper(kernel);
  }

  /** Where areas go. */
  protected AreaSpace space(Kernel kernel) {
    return new AreaSpace(kernel);
  }

  /** What happens to memory that nobody owns. */
  protected FreePages freePages(Kernel kernel, PageAttributes attributes) {
    return new FreePages(kernel, attributes);
  }

  /** How set_memory_* works on areas. */
  protected SetMemory setMemory(
      Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
    return new SetMemory(kernel, areas, space, attributes);
  }

  /** How memory is added and removed. */
  protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
    return new Hotplug(kernel, mappings);
  }

  /** How KFENCE gets its pool. */
  protected KfencePool kfence(
      Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
    return new KfencePool(kernel, frames, toPages, attributes);
  }

  /** How memory is mapped at boot. */
  protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
    return new LinearMap(kernel, mappings);
  }

  /** How physical ranges are mapped. */
  protected MappingBuilder mappings(Kernel kernel) {
    return new MappingBuilder(kernel);
  }

  /** How a range comes to hold nothing but pages. */
  protected RangeToPages toPages(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    return new RangeToPages(kernel, splitter, walk);
  }

  /** How the linear map follows when some CPU lacks BBML2. */
  protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
    return new Repaint(kernel, toPages);
  }

  /** How a realm shares memory with its host. */
  protected Realm realm(Kernel kernel, PageAttributes attributes) {
    return new Realm(kernel, attributes);
  }

  /** How a CPU reads the tables. */
  protected Mmu mmu(Kernel kernel) {
    return new Mmu(kernel);
  }

  /** In which order a machine comes up. */
  protected Boot boot(Kernel kernel, LinearMap linearMap, Repaint repaint, KfencePool kfence) {
    return new Boot(kernel, linearMap, repaint, kfence);
  }
}
