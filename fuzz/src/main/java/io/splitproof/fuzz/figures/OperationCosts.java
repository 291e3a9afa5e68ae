package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.client.Calls;
import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.KprobeHabit;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Splits and tables of single operations. */
final class OperationCosts implements Study {

  /** A system does it on the first of these that it runs on. */
  private static final List<String> MACHINES =
      List.of("machine 4K/48 ram 0x40000000+4G bbml2 all", "machine x86/48 ram 0x40000000+4G");

  private static final String MODULE =
      "A0 = module_load text 40 rodata 12 data 9 near 0x80123\n";

  private static final String PACK = "A0 = bpf_prog_pack_alloc 512 near 0x80123\n";

  /**
   * What is counted: the last step of a program.
   *
   * @param what the operation, in a few words
   * @param machine what is added to the machine line
   * @param program steps
   */
  private record Counted(String what, String machine, String program) {}

  private static final List<Counted> COUNTED =
      List.of(
          new Counted(
              "set_memory_ro, 1 page",
              "",
              """
              A0 = vmalloc 8 reset near 0x80123
              set_memory_ro A0[3] 1
              """),
          new Counted(
              "the same again",
              "",
              """
              A0 = vmalloc 8 reset near 0x80123
              set_memory_ro A0[3] 1
              set_memory_ro A0[3] 1
              """),
          new Counted(
              "set_memory_rox, 64 pages",
              "",
              """
              A0 = vmalloc 64 reset near 0x80010
              set_memory_rox A0[0] 64
              """),
          new Counted("vmalloc, 8 pages", "", "A0 = vmalloc 8 reset near 0x80123\n"),
          new Counted(
              "vfree with reset, 8 pages, nothing changed",
              "",
              """
              A0 = vmalloc 8 reset near 0x80123
              vfree A0
              """),
          new Counted(
              "vfree with reset, 8 pages, 1 read-only",
              "",
              """
              A0 = vmalloc 8 reset near 0x80123
              set_memory_ro A0[3] 1
              vfree A0
              """),
          new Counted(
              "set_direct_map_invalid_noflush, 1 page",
              "",
              """
              B0 = alloc_pages 1 near 0x80155
              set_direct_map_invalid_noflush B0[0]
              """),
          new Counted(
              "set_memory_valid off, 512 pages, aligned",
              "",
              """
              B0 = alloc_pages 512 near 0x80200
              set_memory_valid B0[0] 512 off
              """),
          new Counted("kfence_init", " kfence late", "kfence_init near 0x90010\n"),
          new Counted(
              "kfence_protect",
              " kfence late",
              """
              kfence_init near 0x90010
              kfence_protect 4
              """),
          new Counted("module_load", "", MODULE),
          new Counted("module_unload", "", MODULE + "module_unload A0\n"),
          new Counted("bpf_prog_pack_alloc, 512 pages", "", PACK),
          new Counted("secretmem_fault", "", "B0 = secretmem_fault near 0x80155\n"),
          new Counted("add_memory, 1 GiB", "", "add_memory 0x140000000 1G\n"));

  @Override
  public String name() {
    return "operations";
  }

  @Override
  public Figure carryOut(Effort effort, Consumer<String> progress) {
    List<Line> lines = new ArrayList<>();
    for (Counted counted : COUNTED) {
      for (Variant system : Studies.systems()) {
        String machine = Studies.machineFor(system, MACHINES);
        Program program =
            ProgramText.parse(machine + counted.machine() + "\n" + counted.program());
        progress.accept(counted.what() + ", " + system.name());
        lines.add(
            Line.own(
                counted.what() + ": " + system.name(),
                count(program, system).text(),
                "the last step of: " + steps(counted)));
      }
    }
    return new Figure(
        name(),
        "Splits, tables, stores and TLB invalidations of single operations",
        "counted on the model; `conform` compares the same counts with a real kernel's recordings",
        lines,
        List.of(),
        List.of(
            "On `" + String.join("` or, x86-64, `", MACHINES) + "` after boot. A store is one entry"
                + " of a table, be it zero."));
  }

  private static String steps(Counted counted) {
    String steps = String.join("; ", counted.program().lines().toList());
    return counted.machine().isEmpty() ? steps : steps + " (with" + counted.machine() + ")";
  }

  private static OperationCounts count(Program program, Variant system) {
    OperationCounts counts = new OperationCounts();
    List<Step> steps = program.steps();
    Machine machine = system.boot(program.machine(), counts);
    Calls calls = Calls.on(machine, KprobeHabit.PROTECTED_OR_FREED);
    for (Step step : steps) {
      counts.clear();
      if (step.operation() instanceof Client client) {
        client.run(calls);
      } else {
        calls.call(step.operation());
      }
    }
    return counts;
  }
}
