package io.splitproof.fuzz.program;

import io.splitproof.fuzz.program.Machines.Preset;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The worlds that {@link Machines#small} holds, as text over the standard machine: a PMD block is 4
 * pages, a PUD block 16, contiguous groups are pairs, memory is two PUD blocks with room for six
 * more behind; with late KFENCE it ends in the middle of a group. Each world has something the
 * others do not; only the last has other sizes.
 */
final class SmallMachines {

  private static final String TINY = "tiny/20 ram 0x40000000+128K ";

  private static final String[][] ENTRIES = {
    {"tiny", TINY},
    {"tiny-kfence", "tiny/20 ram 0x40000000+132K kfence late"},
    {"tiny-early", TINY + "stage early bbml2 boot kfence early"},
    {"tiny-realm", TINY + "realm kpti"},
    {"tiny-debug", TINY + "debug_pagealloc"},
    {"tiny-inside", TINY + "tables inside bti"},
    {"tiny-pages", TINY + "bbml2 none kfence early kpti"},
    {"tiny-noalias", TINY + "bbml2 none rodata noalias"},
    {"tiny-eights", "tiny/21 ram 0x40000000+512K"},
  };

  private SmallMachines() {}

  static List<Preset> read(MachineConfig standard) {
    List<Preset> presets = new ArrayList<>();
    for (String[] entry : ENTRIES) {
      presets.add(new Preset(entry[0], MachineText.parse(entry[1], standard)));
    }
    return List.copyOf(presets);
  }
}
