package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.oracle.contract.MachineConfig;
import org.junit.jupiter.api.Test;

/** What a recording would show of the alias of data that is hidden since Linux 7.3. */
class DataAliasTest {

  private static final MachineConfig PLAIN = ProgramText.parse("machine 4K/48\n").machine();
  private static final MachineConfig KPTI = ProgramText.parse("machine 4K/48 kpti\n").machine();

  /** Page attributes of Linux 7.2: PAGE_KERNEL made invalid, PAGE_KERNEL_RO. */
  private static final long HIDDEN = 0x0078000000000f06L;

  private static final long READ_ONLY = 0x0070000000000783L;

  private static long shown(MachineConfig config, long descriptor) {
    return new DataAlias(config, pa -> descriptor).read(0);
  }

  @Test
  void hiddenDataIsShownReadOnly() {
    long data = PLAIN.kernel().initEnd();
    assertEquals(READ_ONLY | data, shown(PLAIN, HIDDEN | data));
    assertEquals(READ_ONLY | 0x800 | data, shown(KPTI, HIDDEN | data));
  }

  @Test
  void nothingElseIsShownOtherwise() {
    long data = PLAIN.kernel().initEnd();
    long before = HIDDEN | data - 0x1000;
    long after = HIDDEN | PLAIN.kernel().bssStop();
    assertEquals(before, shown(PLAIN, before));
    assertEquals(after, shown(PLAIN, after));
    assertEquals(READ_ONLY | data, shown(PLAIN, READ_ONLY | data));
    assertEquals(0, shown(PLAIN, 0));
  }
}
