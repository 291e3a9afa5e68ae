package io.splitproof.fuzz.report;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that show something, and folders as campaigns leave them. */
final class Samples {

  /** v7 takes a PMD block that was made invalid for no leaf, and does not make it valid again. */
  static final String INVALID_BLOCK =
      """
      machine 4K/48 ram 0x40000000+4G
      clients well-behaved
      B0 = alloc_pages 512 near 0x80000
      set_memory_valid B0[0] 512 off
      set_memory_valid B0[0] 512 on
      """;

  /** The signature of that on v7. */
  static final String INVALID_BLOCK_SIGNATURE =
      "permission:set_memory_valid:linear:fault->valid-writable/fault";

  /** First address of that block. */
  static final long INVALID_BLOCK_VA = 0xffff000040000000L;

  /** A status with something of everything. */
  static final String STATUS =
      """
      {"variant": "v7", "checks": ["permission", "result"], "clients": "well-behaved",
       "machine": null, "seed": 41, "workers": 2, "elapsedMillis": 20000, "programs": 6000,
       "operations": 120000, "skipped": 7, "corpus": 80, "features": 9000, "states": 3000,
       "singletons": 60, "geometries": {"4K/48": 5000, "64K/42": 1000},
       "operationKinds": {"vmalloc": 40, "vfree": 0}, "failurePoints": {"frame": 9},
       "findings": [{"signature":
         "permission:set_memory_valid:linear:fault->valid-writable/fault",
         "times": 3, "folder": "x"}], "failures": []}
      """;

  private Samples() {}

  static Program program(String text) {
    return ProgramText.parse(text);
  }

  /** Writes a finding below {@code top}, and answers its folder. */
  static Path finding(Path top, String name, String variant, String signature, String program)
      throws IOException {
    Path folder = Files.createDirectories(top.resolve(name));
    Files.writeString(folder.resolve("program.txt"), program);
    Files.writeString(
        folder.resolve("README"),
        signature + "\n\nchecks on     all\n\nReplay:\n\n  ./splitproof replay --variant "
            + variant + " " + folder.resolve("program.txt") + "\n");
    return folder;
  }

  /** The finding of {@link #INVALID_BLOCK}. */
  static Path invalidBlock(Path top) throws IOException {
    return finding(top, "invalid-block", "v7", INVALID_BLOCK_SIGNATURE, INVALID_BLOCK);
  }

  /** A campaign with that finding, a status and a history. */
  static Path campaign(Path top) throws IOException {
    invalidBlock(top.resolve("findings"));
    Files.writeString(top.resolve(CampaignSummary.FILE), STATUS);
    StringBuilder history = new StringBuilder();
    for (int second = 1; second <= 20; second++) {
      history.append(
          String.format(
              "{\"elapsedSeconds\":%d,\"programs\":%d,\"programsPerSecond\":300,\"features\":%d,"
                  + "\"findings\":%d}%n",
              second, 300 * second, 9000 - 4000 / second, Math.min(3, second)));
    }
    Files.writeString(top.resolve(CampaignHistory.FILE), history);
    return top;
  }
}
