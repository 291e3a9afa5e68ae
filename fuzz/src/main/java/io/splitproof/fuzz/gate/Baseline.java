package io.splitproof.fuzz.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code gate --record} keeps of an implementation, for later ones to be compared with.
 *
 * @param baseline version of this format
 * @param programs checksum of the programs it was measured with
 * @param variant name of what was measured
 * @param seed of the first sample; the others count up from it
 * @param java version of the JVM
 * @param samples what was measured
 */
public record Baseline(
    int baseline, long programs, String variant, long seed, String java, List<Sample> samples) {

  /** Version of the format that is written and read. */
  public static final int FORMAT = 1;

  /** Samples with which a comparison can be significant. */
  static final int FEWEST = 5;

  private static final int LARGEST_FILE = 1 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IOException if it cannot be read, or is not a baseline that fits this version; the
   *     message is one line that says which file and what to do
   */
  public static Baseline read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException(file + ": too large for a baseline; expected what gate --record wrote");
    }
    Baseline read;
    try {
      int format = JSON.readTree(file.toFile()).path("baseline").asInt();
      if (format != FORMAT) {
        throw new IOException(
            file + ": " + (format == 0 ? "not a baseline" : "a baseline of format " + format)
                + "; expected format " + FORMAT + ", as gate --record writes");
      }
      read = JSON.readValue(file.toFile(), Baseline.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + ": not a baseline: " + e.getOriginalMessage().lines().findFirst().orElse("")
              + "; expected what gate --record wrote", e);
    }
    return read.checked(file);
  }

  private Baseline checked(Path file) throws IOException {
    if (samples == null || samples.size() < FEWEST) {
      throw new IOException(file + ": fewer than " + FEWEST + " samples; record it anew");
    }
    if (programs != checksum(seed)) {
      throw new IOException(
          file + ": measured with the programs of another version; record it anew");
    }
    return this;
  }

  /** What says which programs samples from {@code seed} on are measured with. */
  static long checksum(long seed) {
    return Workload.checksum(Measurement.programs(seed));
  }

  /** As text. */
  public String json() throws JsonProcessingException {
    return JSON.writeValueAsString(this) + "\n";
  }
}
