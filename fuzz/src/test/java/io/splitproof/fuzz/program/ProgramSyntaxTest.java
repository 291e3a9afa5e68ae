package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong gets one line that says where, which token, and what would be right. */
class ProgramSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set_memory_zz A0[0] 1        | 'set_memory_zz' is not an operation; expected one of
          set_memory_ro A0[0]          | the line ends early; expected a number of pages
          set_memory_ro                | the line ends early; expected an address
          set_memory_ro C0[0] 1        | 'C0[0]' is not an address
          set_memory_ro A16[0] 1       | 'A16' is not an area; expected A0 to A15
          set_memory_ro A01[0] 1       | 'A01' is not an area; expected A0 to A15
          set_memory_ro A0[0 1         | 'A0[0' is not an address
          set_memory_ro A0[0]1 1       | 'A0[0]1' is not an address
          set_memory_ro A0[x] 1        | 'x' is not a page; expected a 64-bit number
          set_memory_ro A0[9223372036854775807] 1 | is not an offset; expected one that fits 64 bits
          set_memory_ro A0[0] 4G       | '4G' is not a number of pages; expected a number that fits
          set_memory_ro A0[0] 1 2      | '2' is not wanted here; expected the end of the line
          set_memory_ro A0[0] 1e3      | '1e3' is not a number of pages
          set_memory_valid B0[0] 1 on! | 'on!' is not a state; expected on or off
          set_memory_valid pa -1 1 on  | '-1' is not a physical address; expected a number without
          set_memory_valid backing B0[0] 1 on | 'B0' is not an area; expected A0 to A15
          vfree B0                     | 'B0' is not an area
          free_pages A0                | 'A0' is not a block; expected B0 to B15
          A0 = kmalloc 1               | 'kmalloc' is not how an area is made; expected one of
          B0 = vmalloc 1               | 'vmalloc' is not how a block is made; expected one of
          C0 = vmalloc 1               | 'C0' is not an area
          A0 = vmalloc 1 far 0         | 'far' is not a placement; expected near PFN
          A0 = vmalloc 1 lent B0       | 'B0' is not a page of a block
          A0 = vmalloc 1 lent B0[4G]   | '4G' is not a page; expected a number that fits 32 bits
          A0 = vmap 1 exact 0 pfns 1   | 'pfns' is not wanted here; expected the word frames
          A0 = vmap 1 exact 0 frames 2-1 | '2-1' is not a run of frames
          A0 = vmap 1 exact 0 frames 1, | '' is not a page-frame number
          A0 = vmap 1 exact 0 frames 0-0x8000 | '0-0x8000' is not a run of frames
          A0 = vmap 1 exact 0 frames 1T | '1T' is not a page-frame number; expected less than 2^40
          cpu_up maybe                 | 'maybe' is not a kind of CPU; expected bbml2 or no-bbml2
          fail nth 0 any: vfree A0     | '0' is not a number of allocations; expected at least 1
          fail nth 1 any vfree A0      | 'any' is not what to fail; expected one of linear-table:
          fail often 1 any: vfree A0   | 'often' is not when to fail; expected one of off, nth
          fail off vfree A0            | 'off' has no colon; expected fail off: OPERATION
          fail nth 1 any:              | the line ends early; expected an operation
          access 1 A0[0] r             | '1' is not wanted here; expected cpu N, as in access cpu 1
          access cpu x A0[0] r         | 'x' is not a CPU number; expected a 64-bit number
          access cpu 1 C0[0] r         | 'C0[0]' is not an address
          access cpu 1 A0[0]           | the line ends early; expected r, w or x, as in access cpu 1
          access cpu 1 A0[0] rw        | 'rw' is not what a CPU does with an address; expected r, w
          access cpu 1 A0[0] r 4       | '4' is not wanted here; expected the end of the line
          beside: vfree A0             | 'beside:' gives no turns; expected beside 3 1 4: OPERATION
          beside vfree A0              | 'vfree' is not a number of stores; expected 0 to 1023 and a
          beside 3 1 4 vfree A0        | 'vfree' is not a number of stores; expected 0 to 1023 and a
          beside 3 1                   | the line ends early; expected numbers of stores, 0 to 1023
          beside 1 2 3 4 5 6 7: vfree A0 | '7:' is not wanted here; expected at most 6 turns, then
          beside 1024: vfree A0        | '1024' is not a number of stores; expected 0 to 1023
          beside 3 -1: vfree A0        | '-1' is not a number of stores; expected 0 to 1023
          beside 3 :                   | '' is not a number of stores; expected 0 to 1023
          beside 3: fail off: vfree A0 | 'fail' is out of place; expected it before 'beside'
          beside 3: beside 4: vfree A0 | 'beside' is not an operation; expected one of
          beside 3:                    | the line ends early; expected an operation
          interrupt: vfree A0          | 'interrupt:' gives no turns; expected interrupt 5:
          interrupt 5 1: vfree A0      | '1:' is not wanted here; expected at most 1 turns, then a
          interrupt x: vfree A0        | 'x' is not a number of stores; expected 0 to 1023 and a
          interrupt 5: fail off: vfree A0 | 'fail' is out of place; expected it before 'interrupt'
          A14 = module_load text 1 rodata 1 data 1 | A14 leaves no numbers for the 3 areas
          bpf_dispatcher_free A15      | A15 leaves no numbers for the 2 areas
          A0 = module_load 3           | '3' is not wanted here; expected text N, as in module_load
          A0 = secretmem_fault         | 'secretmem_fault' is not how an area is made
          secretmem_free A0            | 'A0' is not a block; expected B0 to B15
          beside 3: A0 = kprobe_slot_alloc | a client runs by itself; its calls have no company
          interrupt 3: kfence_alloc 4  | a client runs by itself; its calls have no company
          clients nice                 | 'nice' is not a kind of clients; expected one of
          machine 8K/48                | '8K/48' is not a geometry; expected a geometry (4K/48
          """)
  void aWrongLineIsNamedWithWhatWouldBeRight(String line, String complaint) {
    ProgramSyntaxException e =
        assertThrows(
            ProgramSyntaxException.class, () -> ProgramText.parse("# first\n" + line + "\n"));
    assertTrue(e.getMessage().startsWith("line 2: "), e.getMessage());
    assertTrue(e.getMessage().contains(complaint), e.getMessage());
    assertTrue(e.getMessage().contains("expected "), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertEquals(2, e.line());
  }

  @ParameterizedTest
  @CsvSource({
    "'machine\nmachine', machine",
    "'vm_unmap_aliases\nmachine', machine",
    "'vm_unmap_aliases\nclients any', clients",
    "'clients any\nclients any', clients"
  })
  void headersComeOnceAndFirst(String text, String header) {
    ProgramSyntaxException e =
        assertThrows(ProgramSyntaxException.class, () -> ProgramText.parse(text));
    assertEquals(
        "line 2: '" + header + "' is out of place; expected once, before any operation",
        e.getMessage());
  }

  @Test
  void aStepOnItsOwnHasNoLine() {
    ProgramSyntaxException e =
        assertThrows(
            ProgramSyntaxException.class,
            () -> ProgramText.parseStep("vfree B0", Machines.standard()));
    assertEquals(0, e.line());
    assertEquals("'B0' is not an area; expected A0 to A15", e.getMessage());
  }
}
