package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.client.Client;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTextTest {

  private static final String CANONICAL =
      """
      machine 4K/48 ram 0x40000000+4G kernel 0x40200000,0x40210000,0x406e0000,0x407b0000,\
      0x409a8000 bbml2 all cpus 2 rodata full kfence none tables apart stage booted
      clients well-behaved
      A0 = vmalloc 16 reset near 0x80000 stride 3
      A2 = vmalloc_huge 512 near 0x0
      A3 = execmem_kprobes 1 reset lent B1[5] stride 2
      A4 = vmalloc_exec 2 exact 0xffff800080000000 frames 0x80000-0x80001
      A5 = vmalloc 3 exact 0xffff800090000000 frames 0x80000,0x80005,0x80003
      B0 = alloc_pages 512 near 0x80000
      A1 = vmap 4 lent B0[0]
      fail nth 2 linear-table: set_memory_ro A0[3] 5
      fail every 3 any: set_memory_rw A0[0] 16
      fail budget 0 frame: set_memory_x A0[0]+1 -1
      fail off: set_memory_nx backing A0[2] 1
      set_memory_rox A0[-1]+4095 0
      set_memory_valid B0[8]+1 1024 off
      set_memory_4k B0[8] 2
      set_direct_map_invalid_noflush B0[3]
      set_direct_map_default_noflush pa 0x80000000
      set_direct_map_valid_noflush B0[0] 16 on
      split_kernel_leaf_mapping B0[0] 0x3000
      vfree A0
      vm_unmap_aliases
      free_pages B0
      set_memory_encrypted B0[0] 4
      set_memory_decrypted B0[0] 4
      add_memory 0x180000000 0x8000000
      offline_and_remove_memory 0x180000000 0x8000000
      arch_remove_memory 0x180000000 -0x1000
      mark_rodata_ro
      kfence_init near 0x90000
      kfence_protect 3
      kfence_unprotect 3
      cpu_up bbml2
      cpu_up no-bbml2
      finalize_capabilities
      kernel_map_pages B0[0] 4 on
      flush_tlb_kernel_range B0[0] 4
      access cpu 1 A0[3] r
      access cpu -1 backing A0[3]+8 w
      access cpu 0 pa 0x80000000 x
      A0 = module_load text 3 rodata 2 data 4 near 0x80000
      A13 = module_load text -1 rodata 0 data 70000 lent B1[5] stride 2
      fail nth 3 any: A3 = bpf_prog_pack_alloc 512 near 0x80200
      A4 = bpf_trampoline_alloc near 0x0
      A14 = bpf_dispatcher_alloc near 0x0
      A15 = kprobe_slot_alloc near 0x0
      B0 = secretmem_fault near 0x80000
      B1 = guest_memory_alloc 600 near 0x81000
      bpf_prog_run A3[4] 2
      kfence_alloc 3
      kfence_free 3
      hibernation_copy B1[0] 16
      module_unload A0
      bpf_prog_pack_free A3
      bpf_trampoline_free A4
      bpf_dispatcher_free A14
      kprobe_slot_free A15
      secretmem_free B0
      guest_memory_free B1 600
      beside 3 1 4: set_memory_ro A1[0] 4
      beside 0 1023 0 1023 0 1023: vfree A1
      interrupt 5: kfence_protect 3
      fail nth 2 any: beside 17: set_memory_valid B0[0] 1 off
      fail off: interrupt 0: vm_unmap_aliases
      """;

  @Test
  void theCanonicalFormReadsAndWritesBack() {
    assertEquals(CANONICAL, ProgramText.print(ProgramText.parse(CANONICAL)));
  }

  @Test
  void everyOperationIsInTheCanonicalExample() {
    List<Step> steps = ProgramText.parse(CANONICAL).steps();
    assertEquals(
        Stream.of(Operation.class, Client.class)
            .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
            .filter(kind -> kind != Operation.Composite.class)
            .map(Class::getSimpleName)
            .sorted()
            .toList(),
        steps.stream()
            .map(step -> step.operation().getClass().getSimpleName())
            .distinct()
            .sorted()
            .toList());
  }

  @Test
  void everyNameOfferedIsTaken() {
    List<String> names = new ArrayList<>(OperationParser.NAMES);
    names.addAll(ClientText.NAMES);
    names.addAll(ClientText.starts(true));
    names.addAll(ClientText.starts(false));
    for (String name : names) {
      String line = CANONICAL.lines().filter(text -> words(text).contains(name)).findFirst().get();
      assertEquals(1, ProgramText.parse(line).steps().size());
    }
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A0 = vmalloc 16                    | A0 = vmalloc 16 near 0x0
          split_kernel_leaf_mapping B0 2M    | split_kernel_leaf_mapping B0[0] 0x200000
          set_memory_ro A0[0x10] 0x20        | set_memory_ro A0[16] 32
          set_memory_ro A0[1]+8K 1           | set_memory_ro A0[3] 1
          set_memory_ro A0[1]+-1 1           | set_memory_ro A0[0]+4095 1
          fail  off:  vfree   A0             | fail off: vfree A0
          vfree A0# gone                     | vfree A0
          set_direct_map_invalid_noflush B0 1 | set_direct_map_invalid_noflush B0[0]
          A0 = vmap 2 exact 0 frames 1-1,2   | A0 = vmap 2 exact 0x0 frames 0x1-0x2
          A0 = vmap 0 exact 0 frames none    | A0 = vmap 0 exact 0x0 frames none
          kfence_init                        | kfence_init near 0x0
          beside 0x3  1 007: vfree A0        | beside 3 1 7: vfree A0
          """)
  void looseFormsBecomeCanonical(String loose, String canonical) {
    Step step = ProgramText.parseStep(loose, Machines.standard());
    assertEquals(canonical, ProgramText.print(step, Machines.standard()));
  }

  @Test
  void withoutHeaderTheMachineIsStandardAndClientsBehave() {
    Program program = ProgramText.parse("vm_unmap_aliases");
    assertEquals(Machines.standard(), program.machine());
    assertEquals(Clients.WELL_BEHAVED, program.clients());
  }

  @Test
  void pagesAreTheMachinesPages() {
    Program program = ProgramText.parse("machine 64K/48\nset_memory_ro A0[2]+1 1");
    Step expected =
        Step.of(
            new Operation.SetMemory(Operation.Permission.RO, Address.area(0, 2 * 65536 + 1), 1));
    assertEquals(List.of(expected), program.steps());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Program.MAX_STEPS})
  void programsMayBeUpToTheLimitLong(int steps) {
    String text = "vm_unmap_aliases\n".repeat(steps);
    assertEquals(steps, ProgramText.parse(text).steps().size());
  }

  @Test
  void aProgramBeyondTheLimitIsRefusedWhereItCrossesIt() {
    String text = "vm_unmap_aliases\n".repeat(Program.MAX_STEPS + 1);
    assertComplaint("line 4097: too many steps; expected at most 4096", text);
  }

  @Test
  void aLineBeyondTheLimitIsRefused() {
    String text = "#" + "x".repeat(ProgramText.MAX_LINE);
    assertComplaint("line 1: the line is too long; expected at most 1048576 characters", text);
  }

  @Test
  void aTextBeyondTheLimitIsRefused() {
    String text = "\n".repeat(ProgramText.MAX_LINES);
    assertComplaint("line 65537: the text is too long; expected at most 65536 lines", text);
  }

  @Test
  void theLongestStepStillFitsALine() {
    String frames =
        LongStream.range(0, OperationRules.MAX_FRAMES)
            .mapToObj(i -> Numbers.hex(OperationRules.PFN_LIMIT - 1 - 2 * i))
            .collect(Collectors.joining(","));
    String text = "A0 = vmap 2 exact 0xffffffffffffffff frames " + frames;
    Program program = ProgramText.parse(text);
    assertEquals(program, ProgramText.parse(ProgramText.print(program)));
  }

  @Test
  void strangeCharactersDoNotReachTheTerminal() {
    String text = "\u001b[2J\u2028" + "x".repeat(99);
    ProgramSyntaxException e =
        assertThrows(ProgramSyntaxException.class, () -> ProgramText.parse(text));
    assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c < 0x7f), e.getMessage());
    assertTrue(e.getMessage().startsWith("line 1: '?[2J?xxx"), e.getMessage());
    assertTrue(e.getMessage().contains("x...' is not an operation; expected one of"));
  }

  private static void assertComplaint(String message, String text) {
    ProgramSyntaxException e =
        assertThrows(ProgramSyntaxException.class, () -> ProgramText.parse(text));
    assertEquals(message, e.getMessage());
  }
}
