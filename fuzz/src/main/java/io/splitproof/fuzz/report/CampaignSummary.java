package io.splitproof.fuzz.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a campaign stands, as its file {@value #FILE} tells: the JSON object that {@code fuzz --json}
 * prints, replaced as a whole every time, with more about what was covered. Names are
 *
 * <ul>
 *   <li>{@code variant}, {@code checks} (array of names), {@code clients}, {@code machine} (a
 *       machine line, null for all of the catalogue), {@code seed}, {@code workers};
 *   <li>{@code restarts} of workers that ended early, {@code trouble} in a sentence, empty if none;
 *   <li>{@code elapsedMillis}, {@code programs}, {@code operations}, {@code skipped}, {@code
 *       corpus}, {@code features}, {@code states}, {@code singletons};
 *   <li>{@code geometries}, {@code machines}: programs run, by name; {@code operationKinds}:
 *       operations carried out, by the kernel's name; {@code failurePoints}: allocations made to
 *       fail, by scope. Objects of numbers; what there is but never came up has the number 0;
 *   <li>{@code findings}: an array of objects with {@code signature}, {@code times} and {@code
 *       folder}; {@code failures}: an array of sentences on why there is no verdict.
 * </ul>
 *
 * All but {@code variant} may be left out. Fields that are not named here are ignored.
 */
public final class CampaignSummary {

  /** Name of the file in a campaign's folder. */
  public static final String FILE = "status.json";

  private final JsonNode object;

  private CampaignSummary(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads the status in a campaign's folder; null if there is none.
   *
   * @throws ReportFormatException if it is something else
   * @throws IOException if it cannot be read
   */
  public static CampaignSummary in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file) ? new CampaignSummary(read(file, "variant")) : null;
  }

  /** Reads a file with one JSON object that has a field of that name. */
  static JsonNode read(Path file, String field) throws IOException {
    Limits.check(file, Limits.FILE);
    try {
      JsonNode object = new ObjectMapper().readTree(file.toFile());
      if (object.has(field)) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new ReportFormatException(
          file + ": line " + e.getLocation().getLineNr() + ": not JSON; expected one object");
    } catch (CharConversionException e) {
      throw new ReportFormatException(file + ": not UTF-8 text; expected a JSON object");
    }
    throw new ReportFormatException(file + ": expected a JSON object with a field " + field);
  }

  /** A text or number as people read it; empty if it is not there. */
  String text(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() || value.isContainerNode() ? "" : value.asText();
  }

  /** A number; {@link Double#NaN} if it is not there. */
  double number(String name) {
    JsonNode value = object.get(name);
    return value == null || !value.isNumber() ? Double.NaN : value.doubleValue();
  }

  /** Texts, in order; empty if they are not there. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    object.path(name).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  /** Numbers by name, in the order of the file; empty if they are not there. */
  Map<String, Long> counts(String name) {
    Map<String, Long> counts = new LinkedHashMap<>();
    object.path(name).properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
    return counts;
  }

  /** How often each signature came up, by signature. */
  Map<String, Long> findings() {
    Map<String, Long> times = new LinkedHashMap<>();
    for (JsonNode found : object.path("findings")) {
      times.put(found.path("signature").asText(), found.path("times").asLong());
    }
    return times;
  }
}
