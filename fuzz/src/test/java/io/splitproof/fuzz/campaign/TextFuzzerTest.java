package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFuzzerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "set_memory_zz A0[0] 1",
        "machine 64K/48 ram 0x40000000+4G\nclients any\nfail nth 2 any: vfree A0\n",
        "B0 = alloc_pages 0x10 near 1M\r\nset_memory_valid B0[3]+0x10 -1 off # odd",
      })
  void theTargetTakesAnyText(String text) {
    byte[] input = text.getBytes(StandardCharsets.UTF_8);
    assertDoesNotThrow(() -> TextFuzzer.fuzzerTestOneInput(input));
  }

  @Test
  void theTargetTakesWhatIsNoText() {
    assertDoesNotThrow(() -> TextFuzzer.fuzzerTestOneInput(new byte[] {(byte) 0xff, 0, 10, 35}));
  }
}
