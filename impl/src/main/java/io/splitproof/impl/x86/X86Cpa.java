package io.splitproof.impl.x86;

import io.splitproof.impl.linux.AreaSpace;
import io.splitproof.impl.linux.Areas;
import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Hotplug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.LinearMap;
import io.splitproof.impl.linux.Linux72;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.Mmu;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.impl.linux.SetMemory;
import io.splitproof.oracle.contract.MachineConfig;

/**
 * x86-64 with the thread's merging by counts: {@code set_memory.c} of Linux 7.2, with the thread's
 * four patches instead of its own collapsing. Other variants replace one of the protected steps.
 */
public class X86Cpa extends Linux72 {

  @Override
  public String name() {
    return "x86-cpa";
  }

  @Override
  public String provenance() {
    return "arch/x86/mm/pat/set_memory.c with \"x86/mm/cpa: merge small mappings\" of August 2022";
  }

  @Override
  public boolean runsOn(MachineConfig config) {
    return config.geometry().isX86();
  }

  @Override
  protected final Kernel kernel(MachineConfig config) {
    X86Kernel kernel = new X86Kernel(config);
    Merger merger = merger(kernel);
    kernel.use(changes(kernel, merger), merger);
    return kernel;
  }

  /** How leaves are merged. */
  protected Merger merger(X86Kernel kernel) {
    return new CountingMerger(kernel);
  }

  /** How entries change. */
  protected ChangePageAttr changes(X86Kernel kernel, Merger merger) {
    return new ChangePageAttr(kernel, flags(), merger);
  }

  /** How flags go from one size to another. */
  protected Flags flags() {
    return new Flags();
  }

  @Override
  protected LeafSplitter splitter(Kernel kernel) {
    return new X86Splitter((X86Kernel) kernel);
  }

  @Override
  protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    return new X86Attributes((X86Kernel) kernel, splitter, walk);
  }

  @Override
  protected AreaSpace space(Kernel kernel) {
    AreaSpace space = super.space(kernel);
    ((X86Kernel) kernel).space = space;
    return space;
  }

  @Override
  protected SetMemory setMemory(
      Kernel kernel, Areas areas, AreaSpace space, PageAttributes attributes) {
    return new X86SetMemory((X86Kernel) kernel, areas, space, attributes);
  }

  @Override
  protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
    return new X86Hotplug((X86Kernel) kernel, mappings);
  }

  @Override
  protected KfencePool kfence(
      Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
    return new X86KfencePool((X86Kernel) kernel, frames, toPages, attributes);
  }

  @Override
  protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
    return new X86LinearMap((X86Kernel) kernel, mappings);
  }

  @Override
  protected MappingBuilder mappings(Kernel kernel) {
    return new X86Mappings(kernel);
  }

  @Override
  protected Mmu mmu(Kernel kernel) {
    return new X86Mmu(kernel);
  }
}
