package io.splitproof.fuzz.mutants;

import io.splitproof.fuzz.run.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The mutants there are, as {@code mutants.txt} writes them. */
public final class Mutants {

  private static final String WHOLE = "*";
  private static final Set<String> FIELDS =
      Set.of("mutant", "harmless", "what", "file", "in", "find", "each", "put", "checks");

  private Mutants() {}

  /** All of them: the bugs, and those that mean nothing. */
  public static List<Mutant> all() {
    try (InputStream text = Mutants.class.getResourceAsStream("mutants.txt")) {
      return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("the mutants come with the program", e);
    }
  }

  /**
   * Reads mutants: records of lines, each a field's name, blanks and its value, with empty lines
   * between records. Lines with {@code #} are comments. In a pattern a blank stands for any white
   * space, also none.
   *
   * @throws IllegalArgumentException if a field is missing, unknown, or no pattern
   */
  static List<Mutant> parse(String text) {
    List<Mutant> mutants = new ArrayList<>();
    for (String block : text.split("\\n\\s*\\n")) {
      Map<String, String> fields = fields(block);
      if (!fields.isEmpty()) {
        mutants.add(mutant(fields));
      }
    }
    return List.copyOf(mutants);
  }

  private static Map<String, String> fields(String block) {
    Map<String, String> fields = new HashMap<>();
    for (String line : block.split("\\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split("\\s+", 2);
      if (!FIELDS.contains(parts[0]) || fields.containsKey(parts[0])) {
        throw new IllegalArgumentException("unknown, or said twice: " + line);
      }
      fields.put(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    return fields;
  }

  private static Mutant mutant(Map<String, String> fields) {
    boolean harmless = fields.containsKey("harmless");
    String name = field(fields, harmless ? "harmless" : "mutant");
    boolean each = fields.containsKey("each");
    String function = field(fields, "in");
    try {
      return new Mutant(
          name,
          field(fields, "what"),
          field(fields, "file"),
          function.equals(WHOLE) ? "" : function,
          pattern(field(fields, each ? "each" : "find")),
          field(fields, "put"),
          each,
          harmless ? Set.of() : Checks.parse(field(fields, "checks")));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(name + ": " + e.getDescription(), e);
    }
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text.replace(" ", "\\s*"), Pattern.DOTALL);
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no '" + name + "' in " + fields);
    }
    return value;
  }
}
