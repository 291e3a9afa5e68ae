package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.systems.SystemTable;
import io.splitproof.fuzz.systems.SystemTable.Cell;
import io.splitproof.fuzz.systems.SystemTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Faults by systems, in words or as JSON. */
final class SystemsReport {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String LEGEND =
      """
      FOUND  the program of the fault shows it there; the signatures are below
      clean  it shows nothing
      -      that system does not run on the program's machine
      !      not what the header of the program says""";

  private SystemsReport() {}

  /** The table, then how each fault shows, without a newline at the end. */
  static String text(SystemTable table) {
    Columns columns = new Columns();
    columns.add(Stream.concat(Stream.of("fault"), table.systems().stream()).toList());
    for (Row row : table.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.bug().name()));
      row.cells().forEach(cell -> cells.add(word(cell)));
      columns.add(cells);
    }
    StringBuilder text = new StringBuilder(columns.toString());
    text.append("\n\n").append(LEGEND).append("\n\n");
    table.rows().forEach(row -> text.append(details(row)));
    long right = table.rows().stream().filter(Row::isAsClaimed).count();
    return text.append('\n')
        .append(right + " of " + table.rows().size() + " faults as their programs say")
        .toString();
  }

  private static String word(Cell cell) {
    String word =
        switch (cell.state()) {
          case FOUND -> "FOUND";
          case CLEAN -> "clean";
          case NO_MACHINE -> "-";
        };
    return cell.asClaimed() ? word : word + "!";
  }

  /** Where it was talked about, and each signature with the variants that show it. */
  private static String details(Row row) {
    StringBuilder text = new StringBuilder(row.bug().name() + "\n");
    for (String thread : row.bug().claims().thread()) {
      text.append("  thread  ").append(thread).append('\n');
    }
    Map<String, List<String>> shown = new LinkedHashMap<>();
    Stream.concat(row.cells().stream(), row.seeded().stream())
        .filter(cell -> cell.signature() != null)
        .forEach(
            cell ->
                shown
                    .computeIfAbsent(cell.signature(), key -> new ArrayList<>())
                    .add(cell.variant()));
    shown.forEach(
        (signature, variants) -> {
          text.append("  finds   ").append(signature).append('\n');
          text.append("  on      ").append(String.join(", ", variants)).append('\n');
        });
    return text.toString();
  }

  /** The same for machines. */
  static String json(SystemTable table) throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    table.systems().forEach(root.putArray("systems")::add);
    ArrayNode rows = root.putArray("faults");
    for (Row row : table.rows()) {
      ObjectNode node = rows.addObject();
      node.put("fault", row.bug().name());
      node.put("thread", String.join("; ", row.bug().claims().thread()));
      cells(node.putArray("systems"), row.cells());
      cells(node.putArray("seeded"), row.seeded());
    }
    root.put("asClaimed", table.isAsClaimed());
    return MAPPER.writeValueAsString(root);
  }

  private static void cells(ArrayNode array, List<Cell> cells) {
    for (Cell cell : cells) {
      ObjectNode node = array.addObject();
      node.put("variant", cell.variant());
      node.put("state", cell.state().name().toLowerCase(Locale.ROOT));
      node.put("signature", cell.signature());
      node.put("asClaimed", cell.asClaimed());
    }
  }
}
