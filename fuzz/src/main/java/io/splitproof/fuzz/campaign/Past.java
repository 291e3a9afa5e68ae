package io.splitproof.fuzz.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign had come to when it last ended or was killed, as its status file says. */
final class Past {

  /** What has to be as it was, or the two would not be one campaign. */
  private static final List<String> SAME =
      List.of("variant", "tree", "patches", "checks", "clients", "machine");

  /** Bytes; thousands of findings take less. */
  private static final long LARGEST = 16L << 20;

  private final JsonNode status;

  private Past(JsonNode status) {
    this.status = status;
  }

  /**
   * Reads a status file; nothing has happened yet if there is none.
   *
   * @param now the same object, of the campaign that is to go on
   * @throws IOException if it is no status file, or one of a campaign of another kind; the message
   *     is one line that says so
   */
  static Past read(Path file, JsonNode now) throws IOException {
    if (Files.notExists(file)) {
      return new Past(new ObjectMapper().createObjectNode());
    }
    JsonNode then = parse(file);
    for (String name : SAME) {
      JsonNode was = then.path(name);
      if (!was.equals(now.path(name)) && !(was.isMissingNode() && now.path(name).isNull())) {
        throw new IOException(
            file + ": a campaign with " + name + " " + text(was) + "; this one has "
                + text(now.path(name)) + ": name another folder");
      }
    }
    return new Past(then);
  }

  private static JsonNode parse(Path file) throws IOException {
    String none = file + ": not the status of a campaign; name another folder";
    if (Files.isDirectory(file) || Files.size(file) > LARGEST) {
      throw new IOException(none);
    }
    try {
      JsonNode status = new ObjectMapper().readTree(file.toFile());
      if (!status.path("variant").isTextual()) {
        throw new IOException(none);
      }
      return status;
    } catch (JsonProcessingException | CharConversionException e) {
      throw new IOException(none, e);
    }
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : NullNode.getInstance().equals(value) ? "any"
        : value.toString();
  }

  /** Whether there is any. */
  boolean isThere() {
    return !status.isEmpty();
  }

  /** All of it: what {@code run} did after what happened before. */
  CampaignStatus with(CampaignStatus run) {
    return new CampaignStatus(
        Duration.ofMillis(number("elapsedMillis")).plus(run.elapsed()),
        number("programs") + run.programs(),
        number("operations") + run.operations(),
        number("skipped") + run.skipped(),
        run.corpus(),
        run.features(),
        geometries(run.geometries()),
        covered().plus(run.covered()),
        findings(run.findings()),
        run.spent(),
        run.discovery(),
        run.health());
  }

  private long number(String name) {
    return status.path(name).asLong();
  }

  private Covered covered() {
    return new Covered(counts("machines"), counts("operationKinds"), counts("failurePoints"));
  }

  private Map<String, Long> counts(String name) {
    Map<String, Long> counts = new LinkedHashMap<>();
    status
        .path(name)
        .properties()
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
    return counts;
  }

  private Map<String, Long> geometries(Map<String, Long> run) {
    Map<String, Long> sum = new TreeMap<>(run);
    counts("geometries").forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }

  private Map<String, Long> findings(Map<String, Long> run) {
    Map<String, Long> sum = new TreeMap<>(run);
    for (JsonNode finding : status.path("findings")) {
      sum.merge(finding.path("signature").asText(), finding.path("times").asLong(), Long::sum);
    }
    return sum;
  }
}
