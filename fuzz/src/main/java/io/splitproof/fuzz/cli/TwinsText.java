package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.twins.TwinSearch;
import io.splitproof.fuzz.twins.TwinSearch.Found;
import io.splitproof.fuzz.twins.TwinSearch.Tally;
import io.splitproof.fuzz.twins.Unlikeness;
import java.util.List;
import java.util.Locale;

/**
 * What {@code twins} prints.
 *
 * @param one name of the system that is asked first
 * @param other name of the second
 */
record TwinsText(String one, String other) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String TALLY =
      "%-6s %10d programs %12d operations %8d programs differ, %d for a reason that is known%n";

  /** How far it is. */
  static String progress(TwinSearch search) {
    Tally all = all(search);
    return String.format(
        Locale.ROOT,
        "%d programs  %d operations  %d differ",
        all.programs(),
        all.operations(),
        all.unlike());
  }

  private static Tally all(TwinSearch search) {
    return search.tallies().values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** Every way in which they differ, and what ran on which geometry. */
  String of(TwinSearch search, List<Found> found) {
    StringBuilder text = new StringBuilder();
    found.forEach(difference -> add(text, difference));
    search.tallies().forEach((name, tally) -> text.append(line(name, tally)));
    return text.append(line("all", all(search))).toString();
  }

  private void add(StringBuilder text, Found found) {
    Unlikeness unlike = found.unlikeness();
    text.append("DIFFERENT  ").append(unlike.signature());
    text.append("  (").append(found.times()).append(" programs)\n");
    ProgramText.print(found.program())
        .lines()
        .forEach(line -> text.append("  ").append(line).append('\n'));
    String step = unlike.step() < 0 ? "" : "step " + unlike.step() + ", ";
    text.append("  in ").append(step).append(unlike.call()).append(":\n");
    String line = "    %-" + Math.max(one.length(), other.length()) + "s  %s%n";
    unlike.alike().forEach(same -> text.append(line.formatted("both", same)));
    text.append(line.formatted(one, unlike.one()));
    text.append(line.formatted(other, unlike.other())).append('\n');
  }

  private static String line(String name, Tally tally) {
    return String.format(
        Locale.ROOT,
        TALLY,
        name,
        tally.programs(),
        tally.operations(),
        tally.unlike() + tally.known(),
        tally.known());
  }

  /** The same for machines, ended by a newline. */
  String json(TwinSearch search, List<Found> found) throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("against", one);
    root.put("variant", other);
    root.put("same", found.isEmpty());
    ObjectNode geometries = root.putObject("geometries");
    search
        .tallies()
        .forEach(
            (name, tally) ->
                geometries
                    .putObject(name)
                    .put("programs", tally.programs())
                    .put("operations", tally.operations())
                    .put("unlike", tally.unlike())
                    .put("known", tally.known()));
    ArrayNode differences = root.putArray("differences");
    for (Found difference : found) {
      ObjectNode node = differences.addObject();
      node.put("signature", difference.unlikeness().signature());
      node.put("programs", difference.times());
      node.put("program", ProgramText.print(difference.program()));
      node.put("step", difference.unlikeness().step());
      node.put("call", difference.unlikeness().call());
      node.put("against", difference.unlikeness().one());
      node.put("variant", difference.unlikeness().other());
    }
    return MAPPER.writeValueAsString(root) + "\n";
  }
}
