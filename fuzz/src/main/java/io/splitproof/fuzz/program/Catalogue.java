package io.splitproof.fuzz.program;

import io.splitproof.fuzz.program.Machines.Preset;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.ArrayList;
import java.util.List;

/** What {@link Machines} holds, as text over the standard machine. */
final class Catalogue {

  /** Banks whose holes end at blocks, and banks whose holes end in the middle of a page table. */
  private static final String HOLES = "ram 0x40000000+896M,0x80000000+512M,0x100000000+2560M";

  private static final String RAGGED =
      "ram 0x40000000+0x3ff35000,0x80013000+0x1ecd000,0x90000000+0x6fff9000,0x100001000+1G";
  private static final String RAGGED_16K =
      "ram 0x40000000+0x3ff34000,0x80014000+0x1ecc000,0x90000000+0x6fff8000,0x100004000+1G";
  private static final String RAGGED_64K =
      "ram 0x40000000+0x3ff30000,0x80010000+0x1ec0000,0x90000000+0xeffe0000,0x200010000+1G";

  /** The machine of the dumps in the seed threads. */
  private static final String SEED_12G =
      "ram 0x0+12G kernel 0x200000,0x210000,0x2550000,0x2a00000,0x2d00000";

  private static final String X86 = "x86/48 ram 0x0+4G";

  private static final String[][] ENTRIES = {
    {"4k48", ""},
    {"4k48-repaint", "bbml2 boot"},
    {"4k48-pages", "bbml2 none"},
    {"4k48-noalias", "rodata noalias"},
    {"4k48-rodata-off", "rodata off"},
    {"4k48-pages-noalias", "bbml2 none rodata noalias"},
    {"4k48-kfence-early", "kfence early"},
    {"4k48-kfence-late", "kfence late"},
    {"4k48-debug", "debug_pagealloc"},
    {"4k48-realm", "realm"},
    {"4k48-kpti", "kpti"},
    {"4k48-bti", "bti"},
    {"4k48-early", "stage early"},
    {"4k48-early-repaint", "stage early bbml2 boot"},
    {"4k48-early-realm", "stage early realm kfence early"},
    {"4k48-inside", "tables inside"},
    {"4k48-inside-early", "tables inside stage early kfence late kpti"},
    {"4k48-holes", HOLES},
    {"4k48-ragged", RAGGED},
    {"4k48-ragged-inside", RAGGED + " tables inside kfence early"},
    {"4k48-ragged-pages", RAGGED + " bbml2 none kfence late bti"},
    {"4k48-zero", "ram 0x0+4G"},
    {"4k48-zero-12g", SEED_12G + " bbml2 all"},
    {"4k48-zero-12g-repaint", SEED_12G + " bbml2 boot"},
    {"4k48-1t", "ram 0x40000000+1T"},
    {"4k48-6g", "ram 0x40000000+6G cpus 1"},
    {"4k48-small", "ram 0x40000000+130M"},
    {"4k48-realm-pages", "realm bbml2 none kpti bti"},
    {"4k48-realm-debug", "realm debug_pagealloc kfence early"},
    {"4k48-kpti-late", "kpti bti kfence late rodata noalias"},
    {"4k39", "4K/39"},
    {"4k39-repaint", "4K/39 bbml2 boot kfence early kpti"},
    {"4k39-ragged-late", "4K/39 kfence late tables inside " + RAGGED},
    {"4k39-early-off", "4K/39 stage early rodata off realm"},
    {"16k48", "16K/48"},
    {"16k48-repaint", "16K/48 bbml2 boot bti"},
    {"16k48-ragged-early", "16K/48 kfence early stage early tables inside " + RAGGED_16K},
    {"16k48-realm-late", "16K/48 realm kfence late kpti ram 0x0+4G"},
    {"16k47", "16K/47"},
    {"16k47-pages", "16K/47 bbml2 none debug_pagealloc"},
    {"16k47-noalias", "16K/47 rodata noalias kfence early tables inside"},
    {"64k48", "64K/48"},
    {"64k48-repaint", "64K/48 bbml2 boot kfence early"},
    {"64k48-ragged-late", "64K/48 kfence late kpti " + RAGGED_64K},
    {"64k48-realm-32g", "64K/48 realm tables inside stage early ram 0x40000000+36G"},
    {"64k42", "64K/42"},
    {"64k42-pages", "64K/42 bbml2 none bti ram 0x0+4G"},
    {"64k42-kpti-off", "64K/42 kpti rodata off kfence early tables inside"},
    {"x86", X86},
    {"x86-kfence-early", X86 + " kfence early"},
    {"x86-kfence-late", X86 + " kfence late"},
    {"x86-inside", X86 + " tables inside kfence late"},
    {"x86-rodata-off", X86 + " rodata off"},
    {"x86-holes", "x86/48 " + HOLES},
    {"x86-ragged", "x86/48 kfence early " + RAGGED},
    {"x86-12g", "x86/48 ram 0x0+12G kfence late"},
    {"x86-1t", "x86/48 ram 0x0+1T"},
    {"x86-small", "x86/48 ram 0x0+130M cpus 1"},
  };

  private Catalogue() {}

  static List<Preset> read(MachineConfig standard) {
    List<Preset> presets = new ArrayList<>();
    for (String[] entry : ENTRIES) {
      presets.add(new Preset(entry[0], MachineText.parse(entry[1], standard)));
    }
    presets.set(0, new Preset(ENTRIES[0][0], standard));
    return List.copyOf(presets);
  }
}
