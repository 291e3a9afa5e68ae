package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is special about a machine: everything in which it is not the standard one. */
final class MachineAspects {

  private static final MachineConfig STANDARD = Machines.standard();

  /** The names of flags, as programs spell them, that are off on the standard machine. */
  private static final List<String> FLAGS = List.of("debug_pagealloc", "realm", "kpti", "bti");

  private MachineAspects() {}

  /** How many things are special. */
  static int count(MachineConfig machine) {
    int count = machine.geometry().equals(STANDARD.geometry()) ? 0 : 1;
    count += machine.banks().equals(STANDARD.banks()) ? 0 : 1;
    count += machine.kernel().equals(usualKernel(machine)) ? 0 : 1;
    count += machine.bbml2() == STANDARD.bbml2() ? 0 : 1;
    count += machine.cpus() == STANDARD.cpus() ? 0 : 1;
    count += machine.rodata() == STANDARD.rodata() ? 0 : 1;
    count += machine.kfence() == STANDARD.kfence() ? 0 : 1;
    count += machine.tables() == STANDARD.tables() ? 0 : 1;
    count += machine.stage() == STANDARD.stage() ? 0 : 1;
    count += machine.debugPagealloc() ? 1 : 0;
    count += machine.realm() ? 1 : 0;
    count += machine.nonGlobal() ? 1 : 0;
    return count + (machine.bti() ? 1 : 0);
  }

  /** How special those are, apart from memory: later kinds more than earlier ones. */
  static int degree(MachineConfig machine) {
    int geometry = geometries().indexOf(machine.geometry());
    int cpus = Math.abs(machine.cpus() - STANDARD.cpus());
    return 100 * geometry
        + machine.bbml2().ordinal()
        + cpus
        + machine.rodata().ordinal()
        + machine.kfence().ordinal();
  }

  /** How special its memory is: banks, then their bytes; 0 for the standard one. */
  static long memory(MachineConfig machine) {
    List<Bank> banks = machine.banks();
    if (banks.equals(STANDARD.banks())) {
      return 0;
    }
    long bytes = banks.stream().mapToLong(Bank::bytes).sum();
    return ((long) banks.size() << 56) + (bytes & (1L << 56) - 1);
  }

  private static List<Geometry> geometries() {
    List<Geometry> all = new ArrayList<>(Geometry.real());
    all.addAll(Geometry.small());
    all.add(Geometry.x86());
    return all;
  }

  /** Machines that are like {@code machine} but for one thing that is plainer. */
  static List<MachineConfig> plainer(MachineConfig machine) {
    Set<MachineConfig> plainer = new LinkedHashSet<>();
    for (Geometry geometry : geometries()) {
      add(plainer, machine, geometry.name() + " ram " + text(STANDARD.banks()));
      add(plainer, machine, geometry.name() + " ram " + text(machine.banks()));
    }
    for (List<Bank> banks : lessMemory(machine)) {
      add(plainer, machine, machine.geometry().name() + " ram " + text(banks));
    }
    for (String flag : FLAGS) {
      add(plainer, machine, "no-" + flag);
    }
    for (String setting :
        List.of("stage booted", "tables apart", "kfence none", "kfence early", "rodata full",
            "rodata noalias", "bbml2 all", "bbml2 boot", "cpus " + STANDARD.cpus(), "cpus 1")) {
      add(plainer, machine, setting);
    }
    plainer.remove(machine);
    return List.copyOf(plainer);
  }

  private static void add(Set<MachineConfig> machines, MachineConfig machine, String keys) {
    try {
      machines.add(MachineText.parse(keys, machine));
    } catch (ProgramSyntaxException e) {
      // Such a machine cannot exist.
    }
  }

  /** The standard memory, fewer banks, smaller ones. */
  private static List<List<Bank>> lessMemory(MachineConfig machine) {
    List<List<Bank>> less = new ArrayList<>();
    less.add(STANDARD.banks());
    List<Bank> banks = machine.banks();
    for (int i = 0; i < banks.size(); i++) {
      less.add(List.of(banks.get(i)));
      List<Bank> fewer = new ArrayList<>(banks);
      fewer.remove(i);
      less.add(fewer);
    }
    for (int i = 0; i < banks.size(); i++) {
      long page = machine.geometry().pageBytes();
      for (long bytes = banks.get(i).bytes() / 2 & -page; bytes > 0; bytes = bytes / 2 & -page) {
        List<Bank> smaller = new ArrayList<>(banks);
        smaller.set(i, new Bank(banks.get(i).start(), banks.get(i).bytes() - bytes));
        less.add(smaller);
      }
    }
    less.removeIf(List::isEmpty);
    return less;
  }

  private static MachineConfig.KernelImage usualKernel(MachineConfig machine) {
    String keys = machine.geometry().name() + " ram " + text(machine.banks());
    try {
      return MachineText.parse(keys, STANDARD).kernel();
    } catch (ProgramSyntaxException e) {
      return null;
    }
  }

  private static String text(List<Bank> banks) {
    return banks.stream()
        .map(bank -> String.format(Locale.ROOT, "0x%x+0x%x", bank.start(), bank.bytes()))
        .collect(Collectors.joining(","));
  }
}
