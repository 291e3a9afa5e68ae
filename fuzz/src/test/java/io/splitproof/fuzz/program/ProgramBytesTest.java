package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramBytesTest {

  private static final Program SAMPLE =
      ProgramText.parse(
          """
          machine preset 16k48
          clients any
          B1 = alloc_pages 2048 near 0x30000
          fail nth 2 linear-table: beside 3 258: set_memory_valid B1[8]+1 1024 off
          """);

  @Test
  void theFormIsPinned() {
    String expected =
        "b32201"
            + "0400000100800000" + "00080000" + "000003000000" + "00" + "0000000000000000"
            + "07d9010100a00000" + "00040000" + "010002000000" + "e6" + "0302000000000400";
    assertEquals(expected, HexFormat.of().formatHex(ProgramBytes.encode(SAMPLE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void shortInputIsAnEmptyProgram(int length) {
    Program program = ProgramBytes.decode(new byte[length]);
    assertEquals(new Program(Machines.standard(), Clients.WELL_BEHAVED, List.of()), program);
  }

  @Test
  void aPartOfAStepCountsAsPaddedWithZero() {
    byte[] whole = ProgramBytes.encode(SAMPLE);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertEquals(SAMPLE, ProgramBytes.decode(cut));
  }

  @Test
  void bytesAfterTheSizeDoNotCount() {
    byte[] buffer = Arrays.copyOf(ProgramBytes.encode(SAMPLE), 150);
    Arrays.fill(buffer, 3 + 2 * ProgramBytes.STEP_BYTES, 150, (byte) 0xff);
    assertEquals(SAMPLE, ProgramBytes.decode(buffer, 3 + 2 * ProgramBytes.STEP_BYTES));
    assertNotEquals(SAMPLE, ProgramBytes.decode(buffer));
  }

  @Test
  void stepsBeyondTheLimitAreIgnored() {
    int tooMany = ProgramBytes.HEADER_BYTES + 5000 * ProgramBytes.STEP_BYTES;
    assertEquals(Program.MAX_STEPS, ProgramBytes.decode(new byte[tooMany]).steps().size());
  }

  @Test
  void decodingIgnoresTheVersionButReadingDoesNot() {
    byte[] bytes = ProgramBytes.encode(SAMPLE);
    bytes[0] = 0x7f;
    assertEquals(SAMPLE, ProgramBytes.decode(bytes));
    assertUnreadable("version 0x7f is not a program in bytes; expected version 0xb3", bytes);
  }

  @Test
  void bytesOfAnEarlierVersionAreRefusedByTheirNumber() {
    byte[] bytes = ProgramBytes.encode(SAMPLE);
    bytes[0] = (byte) 0xb2;
    assertTrue(ProgramBytes.isVersion(bytes[0]));
    assertUnreadable("version 0xb2 is not a program in bytes; expected version 0xb3", bytes);
  }

  @Test
  void textDoesNotBeginLikeBytes() {
    for (char first = 0; first < 0x80; first++) {
      assertFalse(ProgramBytes.isVersion(first));
    }
    assertFalse(ProgramBytes.isVersion(-1));
  }

  @Test
  void readingWantsAWholeProgram() {
    byte[] bytes = ProgramBytes.encode(SAMPLE);
    assertUnreadable("an empty file is not a program in bytes; expected version 0xb3", new byte[0]);
    assertUnreadable(
        "56 bytes is not the length of a program; expected 3 and 27 for each of at most 4096 steps",
        Arrays.copyOf(bytes, bytes.length - 1));
    bytes[1] = (byte) 200;
    assertUnreadable("machine 200 is not in the catalogue; expected 0 to 57", bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set_memory_ro A15[-3]+4095 -2147483648",
        "set_memory_valid pa 0x7fffffffffff 2147483647 off",
        "split_kernel_leaf_mapping B0[0] 0x7ffffffff000",
        "split_kernel_leaf_mapping B0[0] -0x7fffffff",
        "add_memory 0x7ffff8000000 0x8000000000",
        "A0 = vmalloc 4 reset near 0x7fffffffffff stride 31",
        "A0 = vmap 4 lent B15[-1] stride 0",
        "A0 = vmap 4 lent B15[-1] stride 32",
        "A0 = vmalloc 4 near 0x0 stride 1048576",
        "fail budget 71 any: vfree A0",
        "fail every 72 frame: vfree A0",
        "set_direct_map_default_noflush B0[0] -7",
        "access cpu -2147483648 B15[0]+4095 x",
        "beside 1023 1023 1023 1023 1023 1023: vfree A0",
        "beside 0 0 0 0 0 0: vfree A0",
        "interrupt 1023: vfree A0"
      })
  void operandsAtTheEdgeOfTheirFieldsFit(String line) {
    Program program = ProgramText.parse(line);
    boolean huge = line.contains("0x7ffffffff000");
    assertEquals(!huge, ProgramBytes.canEncode(program));
    if (!huge) {
      assertEquals(program, ProgramBytes.decode(ProgramBytes.encode(program)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine cpus 7",
        "A0 = vmap 1 exact 0x0 frames 0x1",
        "set_memory_valid pa 0x800000000000 1 on",
        "A0 = vmalloc 4 near 0x0 stride 33",
        "A0 = vmalloc 4 near 0x0 stride 2097152",
        "A0 = vmalloc 4 near 0x0 stride -1",
        "fail budget 72 any: vfree A0",
        "split_kernel_leaf_mapping B0[0] 0x80000001"
      })
  void whatDoesNotFitIsRefused(String line) {
    Program program = ProgramText.parse(line);
    assertFalse(ProgramBytes.canEncode(program));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ProgramBytes.encode(program));
    assertTrue(e.getMessage().startsWith("not expressible in bytes"), e.getMessage());
  }

  private static void assertUnreadable(String message, byte[] bytes) {
    ProgramSyntaxException e =
        assertThrows(ProgramSyntaxException.class, () -> ProgramBytes.read(bytes));
    assertEquals(message, e.getMessage());
  }
}
