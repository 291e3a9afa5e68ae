package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.replay.Parting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where two variants part.
 *
 * @param partings empty if they do not, and null if the other one does not have the program's
 *     machine
 * @param reasons why, for each; empty where nobody knows
 */
record PartingReport(
    Path file,
    String one,
    String other,
    List<Parting> partings,
    List<Optional<String>> reasons) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  String text() {
    if (partings == null) {
      return file + ": skipped, " + other + " does not run on its machine\n";
    }
    StringBuilder text = new StringBuilder(file + ": " + one + " against " + other + "\n");
    int width = Math.max(one.length(), other.length());
    String line = "      %-" + width + "s  %s%n";
    for (int i = 0; i < partings.size(); i++) {
      Parting parting = partings.get(i);
      String step = parting.step() < 0 ? "" : "step " + parting.step() + ": ";
      String where = parting.where().isEmpty() ? "" : ", " + parting.where();
      text.append("  differ after ").append(step).append(parting.text()).append('\n');
      text.append("    ").append(parting.what()).append(where).append(":\n");
      text.append(line.formatted(one, parting.one()));
      text.append(line.formatted(other, parting.other()));
      reasons.get(i).ifPresent(why -> text.append("    known: ").append(why).append('\n'));
    }
    return text.append(conclusion()).toString();
  }

  private String conclusion() {
    if (partings.isEmpty()) {
      return "  the same at every step\n";
    }
    boolean atBoot = partings.size() == 1 && partings.get(0).step() < 0;
    return atBoot ? "  the same at every step, apart from what boot made\n" : "";
  }

  String json() throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", file.toString());
    root.put("variant", one);
    root.put("against", other);
    root.put("skipped", partings == null);
    root.put("same", partings != null && partings.isEmpty());
    ArrayNode list = root.putArray("partings");
    for (int i = 0; partings != null && i < partings.size(); i++) {
      Parting parting = partings.get(i);
      ObjectNode node = list.addObject();
      node.put("step", parting.step());
      node.put("text", parting.text());
      node.put("what", parting.what());
      node.put("where", parting.where());
      node.put("variant", parting.one());
      node.put("against", parting.other());
      node.put("known", reasons.get(i).orElse(null));
    }
    return MAPPER.writeValueAsString(root) + "\n";
  }
}
