package io.splitproof.impl.collapse;

import io.splitproof.impl.linux.Frames;
import io.splitproof.impl.linux.Hotplug;
import io.splitproof.impl.linux.Kernel;
import io.splitproof.impl.linux.KfencePool;
import io.splitproof.impl.linux.LeafSplitter;
import io.splitproof.impl.linux.Linux72;
import io.splitproof.impl.linux.MappingBuilder;
import io.splitproof.impl.linux.PageAttributes;
import io.splitproof.impl.linux.RangeToPages;
import io.splitproof.impl.linux.RangeWalk;
import io.splitproof.impl.linux.Repaint;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig;

/**
 * Linux 7.2 with a linear map that begins as pages, collapses to the largest leaves once all CPUs
 * are known, and does so again where permissions become equal. A map that nobody may change has
 * blocks from the start, as nothing will ever split them.
 *
 * <p>Source: the answer to the realm report in the v8 thread: initially map by pages, then collapse
 * once all CPUs are known to support BBML2 without conflict aborts. Nothing is split before that,
 * so a realm can share single pages however early, and no CPU that lacks BBML2 needs a repaint.
 */
public class Collapse extends Linux72 {

  @Override
  public String name() {
    return "collapse";
  }

  @Override
  public String provenance() {
    return "map by pages, collapse once all CPUs have BBML2: the alternative in the v8 thread";
  }

  @Override
  public final Design design() {
    return Design.COLLAPSE;
  }

  /** How leaves grow. */
  protected Collapser collapser(CollapsingKernel kernel) {
    return new Collapser(kernel);
  }

  @Override
  protected Kernel kernel(MachineConfig config) {
    return new CollapsingKernel(config);
  }

  @Override
  protected CollapsingSplitter splitter(Kernel kernel) {
    return new CollapsingSplitter((CollapsingKernel) kernel);
  }

  @Override
  protected final PageAttributes attributes(
      Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    CollapsingKernel collapsing = (CollapsingKernel) kernel;
    return attributes(collapsing, (CollapsingSplitter) splitter, walk, collapser(collapsing));
  }

  /** How attribute bits change, and what they were split for grows again. */
  protected CollapsingAttributes attributes(
      CollapsingKernel kernel,
      CollapsingSplitter splitter,
      RangeWalk walk,
      Collapser collapser) {
    return new CollapsingAttributes(kernel, splitter, walk, collapser);
  }

  @Override
  protected Hotplug hotplug(Kernel kernel, MappingBuilder mappings) {
    return new CollapsingHotplug((CollapsingKernel) kernel, mappings);
  }

  @Override
  protected KfencePool kfence(
      Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
    Collapser collapser = collapser((CollapsingKernel) kernel);
    return new CollapsingKfencePool(kernel, frames, toPages, attributes, collapser);
  }

  @Override
  protected Repaint repaint(Kernel kernel, RangeToPages toPages) {
    return new FirstCollapse(kernel, toPages, collapser((CollapsingKernel) kernel));
  }
}
