package io.splitproof.fuzz.exhaustive;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is tried in every state of a small machine: each kind of operation that means something
 * there, on one vmalloc area A0, one block of pages B0 as large as a PMD block, one area A1 that
 * borrows pages of it, two hot-plug sections, the KFENCE pool and the first two CPUs. The area has
 * a group of pages, or one for each PUD block that memory begins if that is more.
 *
 * <p>Ranges are all leaf-sized, leaf-aligned ones of an object, and one that straddles two groups.
 * Left out is what would do nothing on the machine, whatever came before, or what well-behaved
 * clients never do there: KFENCE without a pool, {@code set_memory_valid} where the linear map is
 * never changed, encryption outside a realm, {@code __kernel_map_pages} without debug_pagealloc;
 * and {@code arch_remove_memory}, which only the offline check may call.
 */
public final class Alphabet {

  private final MachineConfig machine;
  private final List<Step> steps = new ArrayList<>();
  private final int group;
  private final int block;

  /** Pages of an area with its frames in different groups; the third is in another PUD block. */
  private final int scattered;

  private final int areaPages;

  /** can_set_direct_map(): nobody calls set_memory_valid where it would do nothing or harm. */
  private final boolean changeable;

  private Alphabet(MachineConfig machine) {
    this.machine = machine;
    this.group = machine.geometry().contPtes();
    this.block = pages(machine.geometry().bytes(Geometry.PMD));
    int pud = pages(machine.geometry().bytes(Geometry.PUD));
    this.scattered = (memory() + pud - 1) / pud;
    this.areaPages = Math.max(group, scattered);
    this.changeable =
        machine.rodata() == Rodata.FULL
            || machine.debugPagealloc()
            || machine.kfence() == Kfence.LATE
            || machine.realm();
    makeObjects();
    changeArea();
    changeBlock();
    plugMemory();
    boot();
    use();
  }

  /**
   * What can be asked of {@code machine}, in a fixed order, each without a plan for failing
   * allocations.
   *
   * @throws IllegalArgumentException if its geometry is not a small one
   */
  public static List<Step> of(MachineConfig machine) {
    if (!machine.geometry().isSmall()) {
      throw new IllegalArgumentException(
          machine.geometry() + " is not small; expected one of " + Geometry.small());
    }
    return List.copyOf(new Alphabet(machine).steps);
  }

  private int pages(long bytes) {
    return (int) (bytes >>> machine.geometry().pageShift());
  }

  /** Pages of memory at boot. */
  private int memory() {
    return pages(machine.banks().stream().mapToLong(MachineConfig.Bank::bytes).sum());
  }

  private void add(String format, Object... values) {
    steps.add(ProgramText.parseStep(String.format(Locale.ROOT, format, values), machine));
  }

  /** Frame {@code page} pages into memory. */
  private String frame(int page) {
    return "0x" + Long.toHexString((machine.banks().get(0).start() >>> 12) + page);
  }

  /** Areas come from a PMD block that ends the first PUD block, the block from the next PUD. */
  private void makeObjects() {
    String near = "near " + frame(3 * block);
    add("A0 = vmalloc %d reset %s", group, near);
    add("A0 = vmalloc %d %s", group, near);
    add("A0 = vmalloc %d reset %s stride %d", scattered, near, group);
    add("A0 = execmem_kprobes %d reset %s", group, near);
    add("A0 = vmalloc_exec %d reset %s", group, near);
    add("A0 = vmalloc_huge %d %s", group, near);
    add("A0 = vmalloc_huge %d reset %s", block, near);
    add("A0 = vmalloc %d reset lent B0[0]", group);
    add("A1 = vmap %d lent B0[%d]", group, block - group);
    add("vfree A0");
    add("vfree A1");
    add("vm_unmap_aliases");
    add("B0 = alloc_pages %d near %s", block, frame(pages(machine.geometry().bytes(Geometry.PUD))));
    add("free_pages B0");
  }

  private void changeArea() {
    for (String permission : List.of("ro", "rw", "x", "nx", "rox")) {
      for (int page = 0; page < areaPages; page++) {
        add("set_memory_%s A0[%d] 1", permission, page);
      }
      add("set_memory_%s A0[0] %d", permission, group);
      if (scattered != group) {
        add("set_memory_%s A0[0] %d", permission, scattered);
      }
    }
    for (int page = 0; page < areaPages; page++) {
      changePage("backing A0[" + page + "]");
    }
  }

  private void changePage(String address) {
    add("set_direct_map_invalid_noflush %s", address);
    add("set_direct_map_default_noflush %s", address);
    changeRange(address, 1);
  }

  private void changeRange(String address, int pages) {
    if (changeable) {
      add("set_memory_valid %s %d off", address, pages);
      add("set_memory_valid %s %d on", address, pages);
    }
    add("set_direct_map_valid_noflush %s %d off", address, pages);
    add("set_direct_map_valid_noflush %s %d on", address, pages);
    add("split_kernel_leaf_mapping %s 0x%x", address, pages * machine.geometry().pageBytes());
    if (machine.realm()) {
      add("set_memory_decrypted %s %d", address, pages);
      add("set_memory_encrypted %s %d", address, pages);
    }
    if (machine.debugPagealloc()) {
      add("kernel_map_pages %s %d off", address, pages);
      add("kernel_map_pages %s %d on", address, pages);
    }
  }

  private void changeBlock() {
    for (int page = 0; page < block; page++) {
      changePage("B0[" + page + "]");
    }
    for (int page = 0; page < block; page += group) {
      changeRange("B0[" + page + "]", group);
    }
    changeRange("B0[1]", group);
    changeRange("B0[0]", block);
  }

  private void plugMemory() {
    long end = machine.banks().get(machine.banks().size() - 1).end();
    long section = machine.geometry().hotplugBytes();
    long first = Geometry.alignUp(end, section);
    for (String operation : List.of("add_memory", "offline_and_remove_memory")) {
      add("%s 0x%x 0x%x", operation, first, section);
      add("%s 0x%x 0x%x", operation, first + section, section);
      add("%s 0x%x 0x%x", operation, first, 2 * section);
    }
  }

  private void boot() {
    if (machine.kfence() == Kfence.LATE) {
      add("kfence_init near %s", frame(2 * block));
    }
    if (machine.kfence() != Kfence.NONE) {
      for (int page = 0; page < machine.geometry().kfencePages(); page++) {
        add("kfence_protect %d", page);
        add("kfence_unprotect %d", page);
      }
    }
    add("cpu_up bbml2");
    add("cpu_up no-bbml2");
    add("finalize_capabilities");
    add("mark_rodata_ro");
  }

  private void use() {
    for (int cpu = 0; cpu < 2; cpu++) {
      for (String use : List.of("r", "w", "x")) {
        for (int page = 0; page < areaPages; page++) {
          add("access cpu %d A0[%d] %s", cpu, page, use);
          add("access cpu %d backing A0[%d] %s", cpu, page, use);
        }
        for (int page = 0; page < block; page++) {
          add("access cpu %d B0[%d] %s", cpu, page, use);
        }
      }
    }
  }
}
