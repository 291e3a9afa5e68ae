package io.splitproof.fuzz.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients call, in which order, and what they undo. */
class ErrandsTest {

  private static final MachineConfig MACHINE = Machines.standard();

  private KprobeHabit habit = KprobeHabit.PROTECTED_OR_FREED;
  private MachineConfig machine = MACHINE;

  /** Runs {@code client}; the call that begins like {@code fails} ends with {@code status}. */
  private String run(String client, String fails, int status) {
    List<String> made = new ArrayList<>();
    Calls calls =
        new Calls() {
          @Override
          public int call(Operation operation) {
            String text = ProgramText.print(Step.of(operation), MACHINE);
            made.add(text.replace(" near 0x0", ""));
            return !fails.isEmpty() && text.startsWith(fails) ? status : 0;
          }

          @Override
          public MachineConfig config() {
            return machine;
          }

          @Override
          public KprobeHabit kprobes() {
            return habit;
          }
        };
    int result = ((Client) ProgramText.parseStep(client, MACHINE).operation()).run(calls);
    return Outcome.statusName(result) + ": " + String.join("; ", made);
  }

  private String run(String client) {
    return run(client, "", 0);
  }

  private String runWithout(String fails, String client) {
    return run(client, fails, Outcome.ENOMEM);
  }

  @Test
  void aModuleIsFormedRodataFirstAndTextLast() {
    assertEquals(
        "0: A0 = vmalloc 3 reset; A2 = vmalloc 4 reset; A1 = vmalloc 2 reset; "
            + "set_memory_ro A1[0] 2; set_memory_nx A2[0] 4; set_memory_nx A1[0] 2; "
            + "set_memory_rox A0[0] 3",
        run("A0 = module_load text 3 rodata 2 data 4"));
    assertEquals("0: vfree A3; vfree A4; vfree A5", run("module_unload A3"));
  }

  @Test
  void regionsWithoutPagesAreLeftOut() {
    assertEquals(
        "0: A0 = vmalloc 3 reset; set_memory_rox A0[0] 3",
        run("A0 = module_load text 3 rodata 0 data 0"));
  }

  @Test
  void withRodataOffConstantsStayWritable() {
    machine = ProgramText.parse("machine 4K/48 ram 0x40000000+4G rodata off").machine();
    assertEquals(
        "0: A0 = vmalloc 1 reset; A1 = vmalloc 2 reset; set_memory_nx A1[0] 2; "
            + "set_memory_rox A0[0] 1",
        run("A0 = module_load text 1 rodata 2 data 0"));
  }

  @Test
  void aModuleThatCannotGetARegionFreesTheOthersBackwards() {
    assertEquals(
        "-ENOMEM: A0 = vmalloc 3 reset; A2 = vmalloc 4 reset; A1 = vmalloc 2 reset; "
            + "vfree A2; vfree A0",
        runWithout("A1 =", "A0 = module_load text 3 rodata 2 data 4"));
  }

  @Test
  void aModuleThatCannotBeProtectedIsFreedDataLast() {
    assertEquals(
        "-ENOMEM: A0 = vmalloc 3 reset; A2 = vmalloc 4 reset; A1 = vmalloc 2 reset; "
            + "set_memory_ro A1[0] 2; set_memory_nx A2[0] 4; vfree A0; vfree A1; vfree A2",
        runWithout("set_memory_nx A2", "A0 = module_load text 3 rodata 2 data 4"));
  }

  @Test
  void regionsOfLentFramesFollowEachOther() {
    assertEquals(
        "0: A0 = vmalloc 3 reset lent B1[5] stride 2; A2 = vmalloc 4 reset lent B1[11] stride 2; "
            + "A1 = vmalloc 2 reset lent B1[19] stride 2; set_memory_ro A1[0] 2; "
            + "set_memory_nx A2[0] 4; set_memory_nx A1[0] 2; set_memory_rox A0[0] 3",
        run("A0 = module_load text 3 rodata 2 data 4 lent B1[5] stride 2"));
  }

  @Test
  void aPackThatCannotBeProtectedIsFreed() {
    assertEquals(
        "-ENOMEM: A1 = vmalloc 512 reset; set_memory_rox A1[0] 512; vfree A1",
        runWithout("set_memory_rox", "A1 = bpf_prog_pack_alloc 512"));
    assertEquals(
        "0: A1 = vmalloc 1 reset; set_memory_rox A1[0] 1", run("A1 = bpf_trampoline_alloc"));
  }

  @Test
  void aDispatcherNeverChangesItsSecondPage() {
    assertEquals(
        "0: A1 = vmalloc 1 reset; set_memory_rox A1[0] 1; A2 = vmalloc 1 reset",
        run("A1 = bpf_dispatcher_alloc"));
    assertEquals(
        "-ENOMEM: A1 = vmalloc 1 reset; set_memory_rox A1[0] 1; A2 = vmalloc 1 reset; vfree A1",
        runWithout("A2", "A1 = bpf_dispatcher_alloc"));
    assertEquals("0: vfree A1; vfree A2", run("bpf_dispatcher_free A1"));
  }

  @Test
  void kernelsDifferInWhatTheyDoForKprobes() {
    String protectedPage = "A0 = execmem_kprobes 1 reset; set_memory_rox A0[0] 1";
    assertEquals("0: " + protectedPage, run("A0 = kprobe_slot_alloc"));
    String failing = "set_memory_rox";
    assertEquals(
        "-ENOMEM: " + protectedPage + "; vfree A0",
        runWithout(failing, "A0 = kprobe_slot_alloc"));
    habit = KprobeHabit.PROTECTED;
    assertEquals("0: " + protectedPage, runWithout(failing, "A0 = kprobe_slot_alloc"));
    habit = KprobeHabit.LEFT;
    assertEquals("0: A0 = execmem_kprobes 1 reset", run("A0 = kprobe_slot_alloc"));
  }

  @Test
  void secretPagesAreFlushedByWhoTookThemOut() {
    assertEquals(
        "0: B0 = alloc_pages 1; set_direct_map_invalid_noflush B0[0]; "
            + "flush_tlb_kernel_range B0[0] 1",
        run("B0 = secretmem_fault"));
    assertEquals(
        "-ENOMEM: B0 = alloc_pages 1; set_direct_map_invalid_noflush B0[0]; free_pages B0",
        runWithout("set_direct", "B0 = secretmem_fault"));
    assertEquals(
        "0: set_direct_map_default_noflush B0[0]; free_pages B0", run("secretmem_free B0"));
  }

  @Test
  void guestMemoryThatCannotBePutRightIsKept() {
    assertEquals(
        "0: B0 = alloc_pages 64; set_direct_map_valid_noflush B0[0] 64 off; "
            + "flush_tlb_kernel_range B0[0] 64",
        run("B0 = guest_memory_alloc 64"));
    assertEquals(
        "-ENOMEM: set_direct_map_valid_noflush B0[0] 64 on",
        runWithout("set_direct", "guest_memory_free B0 64"));
  }

  @Test
  void kfenceObjectsLieBetweenGuardPages() {
    assertEquals("0: kfence_unprotect 2", run("kfence_alloc 0"));
    assertEquals("0: kfence_protect 510", run("kfence_free 254"));
  }

  @Test
  void hibernationMapsOnlyPagesThatFault() {
    assertEquals(
        "0: access cpu 0 B0[3] r; access cpu 0 B0[4] r", run("hibernation_copy B0[3] 2"));
    assertEquals(
        "0: access cpu 0 B0[3] r; set_direct_map_default_noflush B0[3]; access cpu 0 B0[3] r; "
            + "set_direct_map_invalid_noflush B0[3]; flush_tlb_kernel_range B0[3] 1",
        run("hibernation_copy B0[3] 1", "access", Outcome.EFAULT));
    assertEquals("0: access cpu 0 backing A0[1] r", run("hibernation_copy A0[1] 1"));
  }

  @Test
  void aWalkIsBounded() {
    String all = run("hibernation_copy B0[0] 1000000");
    assertEquals(Client.Walk.MOST_PAGES, all.split(";").length);
    assertEquals("0: ", run("hibernation_copy B0[0] -5"));
  }

  @Test
  void whatAKindDoesNotHaveIsRefused() {
    Placement near = new Placement.Near(0, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Client.Start(ClientKind.KPROBE, 0, 2, 0, 0, near));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Client.Start(ClientKind.BPF_PACK, 0, 2, 1, 0, near));
    assertThrows(
        IllegalArgumentException.class, () -> new Client.End(ClientKind.MODULE, 0, 4));
  }
}
