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
    Kernel kernel = new Kernel(config, entries(config));
    LeafSplitter splitter = splitter(kernel);
    RangeWalk walk = new RangeWalk(kernel);
    PageAttributes attributes = attributes(kernel, splitter, walk);
    RangeToPages toPages = new RangeToPages(kernel, splitter, walk);
    MappingBuilder mappings = new MappingBuilder(kernel);
    Blocks blocks = new Blocks();
    Frames frames = new Frames(kernel, blocks);
    kernel.freePages = new FreePages(kernel, attributes);
    AreaSpace space = new AreaSpace(kernel);
    Areas areas = areas(kernel, space, frames, attributes);
    KfencePool kfence = kfence(kernel, frames, toPages, attributes);
    Boot boot =
        new Boot(
            kernel,
            linearMap(kernel, mappings),
            new Repaint(kernel, toPages),
            kfence);
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
            new Realm(kernel, attributes));
    boot.run();
    kernel.listen(events);
    return new LinuxMachine(kernel, parts);
  }

  /** How entries are told apart. */
  Entries entries(MachineConfig config) {
    return new Entries(config.geometry().pageShift());
  }

  /** How leaves are split. */
  LeafSplitter splitter(Kernel kernel) {
    return new LeafSplitter(kernel);
  }

  /** How attribute bits change. */
  PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    return new PageAttributes(kernel, splitter, walk);
  }

  /** How vmalloc areas come and go. */
  Areas areas(Kernel kernel, AreaSpace space, Frames frames, PageAttributes attributes) {
    return new Areas(kernel, space, new AreaMapper(kernel), frames, attributes);
  }

  /** How set_memory_* works on areas. */
  SetMemory setMemory(Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
    return new SetMemory(kernel, areas, space, attributes);
  }

  /** How memory is added and removed. */
  Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
    return new Hotplug(kernel, mappings);
  }

  /** How KFENCE gets its pool. */
  KfencePool kfence(
      Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
    return new KfencePool(kernel, frames, toPages, attributes);
  }

  /** How memory is mapped at boot. */
  LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
    return new LinearMap(kernel, mappings);
  }
}
