package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;

/**
 * Version 7 of the series that brought block mappings with rodata=full. Making memory invalid
 * clears the valid bit and nothing else, so that an invalid block is no leaf to anything that
 * comes later; the pieces of a split are always valid; the image's alias keeps its blocks
 * whatever the rest does.
 *
 * <p>Source: the v7 thread (seed 001).
 */
public class LinuxV7 extends Linux72 {

  @Override
  public String name() {
    return "v7";
  }

  @Override
  public String provenance() {
    return "arm64: support FEAT_BBM level 2 and large block mapping when rodata=full, v7";
  }

  @Override
  public boolean makesKprobesPagesRox() {
    return false;
  }

  @Override
  protected LeafSplitter splitter(Kernel kernel) {
    return new V7Splitter(kernel);
  }

  @Override
  protected PageAttributes attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
    return new V7Attributes(kernel, splitter, walk);
  }

  @Override
  protected KfencePool kfence(
      Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
    return new V7KfencePool(kernel, frames, toPages, attributes);
  }

  @Override
  protected LinearMap linearMap(Kernel kernel, MappingBuilder mappings) {
    return new V7LinearMap(kernel, mappings);
  }

  static class V7Splitter extends LeafSplitter {

    V7Splitter(Kernel kernel) {
      super(kernel);
    }

    @Override
    protected int refusal(long start) {
      return kernel.boot.finalized && kernel.boot.systemBbml2 ? PROCEED : 0;
    }

    @Override
    protected long validityOf(long entry, long protection) {
      return protection;
    }
  }

  static class V7Attributes extends PageAttributes {

    V7Attributes(Kernel kernel, LeafSplitter splitter, RangeWalk walk) {
      super(kernel, splitter, walk);
    }

    @Override
    protected long validSet() {
      return Descriptor.VALID;
    }

    @Override
    protected long validClear() {
      return 0;
    }

    @Override
    protected long invalidSet() {
      return 0;
    }

    @Override
    protected long invalidClear() {
      return Descriptor.VALID;
    }
  }

  private static final class V7KfencePool extends KfencePool {

    V7KfencePool(Kernel kernel, Frames frames, RangeToPages toPages, PageAttributes attributes) {
      super(kernel, frames, toPages, attributes);
    }

    @Override
    protected int mapAsPages(long start, long end) {
      return 0;
    }
  }

  private static final class V7LinearMap extends LinearMap {

    V7LinearMap(Kernel kernel, MappingBuilder mappings) {
      super(kernel, mappings);
    }

    /** All memory but the image from _stext on, then that as normal memory with blocks. */
    @Override
    protected void mapBanks(MappingStyle style) {
      KernelImage image = kernel.config.kernel();
      for (Bank bank : kernel.config.banks()) {
        long linear = kernel.protection.linear;
        long before = Math.min(bank.end(), Math.max(bank.start(), image.stext()));
        long after = Math.max(bank.start(), Math.min(bank.end(), image.initBegin()));
        mappings.map(bank.start(), before - bank.start(), linear, style);
        mappings.map(after, bank.end() - after, linear, style);
      }
      MappingStyle blocks = new MappingStyle(true, false, false, true);
      long bytes = image.initBegin() - image.stext();
      mappings.map(image.stext(), bytes, kernel.protection.kernel, blocks);
    }

    @Override
    protected void markTextAliasRo() {
      KernelImage image = kernel.config.kernel();
      long page = kernel.geometry.pageBytes();
      updateProtection(image.stext(), Geometry.alignUp(image.initBegin(), page));
    }

    @Override
    protected void markDataAliasRo() {}
  }
}
