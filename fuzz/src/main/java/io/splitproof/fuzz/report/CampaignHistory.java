package io.splitproof.fuzz.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a campaign went, as its file {@value #FILE} tells: one JSON object a line, in UTF-8, appended
 * every few seconds while it searches and once more at its end. Each line has
 *
 * <pre>{"elapsedSeconds":12.5,"programs":3100,"operations":68000,"programsPerSecond":262.0,
 *  "features":9650,"states":3100,"corpus":640,"findings":52,"heapBytes":181403648}</pre>
 *
 * (on one line): {@code elapsedSeconds} of searching since the first program, stretches before a
 * resumption included; {@code programs} and {@code operations} since then; {@code
 * programsPerSecond} since the line before; {@code features}, {@code states} and {@code corpus} as
 * the status file has them; {@code findings} the number of different signatures; {@code heapBytes}
 * in use by all workers together. All are numbers of at least 0; one that is not known is left out
 * and reads as {@link Double#NaN}. Fields that are not named here are ignored.
 *
 * <p>A process may be killed while it appends: a last line that is cut off counts for nothing. A
 * campaign that goes on from an earlier state writes earlier times again: what was written from
 * that time on is work that was lost, and the later line holds.
 *
 * @param samples in order of time, each later than the one before
 */
public record CampaignHistory(List<Sample> samples) {

  /** Name of the file in a campaign's folder. */
  public static final String FILE = "history.jsonl";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How a campaign stood; {@link Double#NaN} for what its line does not say. */
  public record Sample(
      double elapsedSeconds,
      double programs,
      double operations,
      double programsPerSecond,
      double features,
      double states,
      double corpus,
      double findings,
      double heapBytes) {}

  /** Copies the list. */
  public CampaignHistory {
    samples = List.copyOf(samples);
  }

  /**
   * Reads the history in a campaign's folder; an empty one if there is none.
   *
   * @throws ReportFormatException if a line other than the last is no such object
   * @throws IOException if it cannot be read
   */
  public static CampaignHistory in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    List<Sample> samples = new ArrayList<>();
    if (!Files.exists(file)) {
      return new CampaignHistory(samples);
    }
    Limits.check(file, Limits.HISTORY);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      read(lines, file, samples);
    } catch (CharacterCodingException e) {
      throw new ReportFormatException(file + ": not UTF-8 text; expected JSON lines");
    }
    return new CampaignHistory(samples);
  }

  private static void read(BufferedReader lines, Path file, List<Sample> samples)
      throws IOException {
    String next = lines.readLine();
    for (int number = 1; next != null; number++) {
      String line = next;
      next = lines.readLine();
      try {
        add(samples, sample(MAPPER.readTree(line)));
      } catch (JsonProcessingException | IllegalArgumentException e) {
        if (next != null) {
          throw new ReportFormatException(
              file + ": line " + number + ": expected a JSON object with a number elapsedSeconds");
        }
      }
    }
  }

  private static void add(List<Sample> samples, Sample sample) {
    while (!samples.isEmpty()
        && samples.get(samples.size() - 1).elapsedSeconds() >= sample.elapsedSeconds()) {
      samples.remove(samples.size() - 1);
    }
    samples.add(sample);
  }

  private static Sample sample(JsonNode line) {
    double elapsed = number(line, "elapsedSeconds");
    if (Double.isNaN(elapsed)) {
      throw new IllegalArgumentException("no time");
    }
    return new Sample(
        elapsed,
        number(line, "programs"),
        number(line, "operations"),
        number(line, "programsPerSecond"),
        number(line, "features"),
        number(line, "states"),
        number(line, "corpus"),
        number(line, "findings"),
        number(line, "heapBytes"));
  }

  private static double number(JsonNode line, String name) {
    JsonNode value = line == null ? null : line.get(name);
    boolean usable = value != null && value.isNumber() && value.doubleValue() >= 0;
    return usable ? value.doubleValue() : Double.NaN;
  }
}
