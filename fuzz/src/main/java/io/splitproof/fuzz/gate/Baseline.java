package io.splitproof.fuzz.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.splitproof.fuzz.bugs.Statistics;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code gate --record} keeps of an implementation, for later ones to be compared with.
 *
 * @param baseline version of this format
 * @param programs checksum of the programs it was measured with
 * @param variant name of what was measured
 * @param checks the checks that judged it, as options spell them: they decide where a program ends
 * @param seed of the first sample; the others count up from it
 * @param java version of the JVM
 * @param samples what was measured
 */
public record Baseline(
    int baseline,
    long programs,
    String variant,
    String checks,
    long seed,
    String java,
    List<Sample> samples) {

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
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": a folder; expected what gate --record wrote");
    }
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
    } catch (JsonProcessingException | CharConversionException e) {
      String reason =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      throw new IOException(
          file + ": not a baseline: " + reason.lines().findFirst().orElse("")
              + "; expected what gate --record wrote", e);
    }
    return read.checked(file);
  }

  private Baseline checked(Path file) throws IOException {
    if (variant == null || checks == null || java == null) {
      throw new IOException(file + ": not all of a baseline; record it anew");
    }
    if (samples == null || samples.size() < FEWEST) {
      throw new IOException(file + ": fewer than " + FEWEST + " samples; record it anew");
    }
    if (samples.stream().anyMatch(sample -> sample == null || !sample.isPlausible())) {
      throw new IOException(file + ": a sample that nobody measured; record it anew");
    }
    if (programs != checksum(seed)) {
      throw new IOException(
          file + ": measured with the programs of another version; record it anew");
    }
    return this;
  }

  /** What says which programs samples from {@code seed} on are measured with. */
  static long checksum(long seed) {
    return Workload.checksum(Measurement.programs(Variants.byDefault(), seed));
  }

  /**
   * Sees to it that {@code judged} under {@code wanted} can be compared with it.
   *
   * @throws IOException if not; the message is one line that says why
   */
  public void require(Path file, Variant judged, Set<CheckName> wanted) throws IOException {
    boolean known = Variants.isOne(variant);
    if (known && !Fleet.of(Variants.named(variant)).all().equals(Fleet.of(judged).all())) {
      throw new IOException(
          file + ": measured on the machines of " + variant + ", but " + judged.name()
              + " has others; record it anew");
    }
    String now = Checks.text(wanted);
    if (!checks.equals(now)) {
      throw new IOException(
          file + ": measured with the checks " + checks + ", but these are " + now
              + "; record it anew or give the same");
    }
  }

  /** Where it comes from, in a few words. */
  String origin() {
    return "baseline of " + variant + " on Java " + java;
  }

  /** What was measured, in one line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s: %d samples, median cost of an operation %.1f, median of states reached %.0f",
        variant,
        samples.size(),
        Statistics.median(samples.stream().mapToDouble(Measure.OPERATION::of).toArray()),
        Statistics.median(samples.stream().mapToDouble(Measure.STATES::of).toArray()));
  }

  /** As text. */
  public String json() throws JsonProcessingException {
    return JSON.writeValueAsString(this) + "\n";
  }
}
