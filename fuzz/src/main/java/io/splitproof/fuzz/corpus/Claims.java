package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.store.ProgramFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the comments before a program in text say must come of it; empty where they say nothing.
 *
 * @param variants what it shows a fault of: {@code # variant NAME}
 * @param signatures what is found there: {@code # finds SIGNATURE}
 * @param checks by which checks: {@code # checks NAMES}; all, unless it says so
 * @param had what single variants show: {@code # had-by VARIANT SIGNATURE}, a line for each
 * @param fixed variants that show nothing: {@code # fixed-in VARIANTS}
 * @param looks what the same fault looks like in other programs: {@code # looks-like PATTERN}, a
 *     signature in which {@code *} stands for anything
 * @param thread where the fault was talked about: {@code # thread WHERE}
 */
public record Claims(
    List<String> variants,
    List<String> signatures,
    List<String> checks,
    List<Had> had,
    List<String> fixed,
    List<String> looks,
    List<String> thread) {

  /** What a file says that says nothing. */
  public static final Claims NONE = in(new byte[0]);

  /** A variant that has the fault, and how it shows; an empty signature if it does not say. */
  public record Had(String variant, String signature) {

    private static Had of(String words) {
      String[] parts = words.split(" +", 2);
      return new Had(parts[0], parts.length < 2 ? "" : parts[1]);
    }
  }

  /** Whether it says variant by variant what must come of the program. */
  public boolean isTable() {
    return !had.isEmpty() || !fixed.isEmpty();
  }

  /** The first variant that it says to have a fault, or null. */
  public String firstVariant() {
    return Stream.concat(variants.stream(), had.stream().map(Had::variant))
        .findFirst()
        .orElse(null);
  }

  /** What it says to be found there, or null. */
  public String firstSignature() {
    return Stream.concat(signatures.stream(), had.stream().map(Had::signature))
        .findFirst()
        .orElse(null);
  }

  /** The variants of which it says something of their own, each once. */
  public List<String> variantsOfTable() {
    return Stream.concat(had.stream().map(Had::variant), fixed.stream()).distinct().toList();
  }

  /** Whether it says that the same fault may look like that. */
  public boolean looksLike(String signature) {
    return looks.stream().anyMatch(pattern -> signature.matches(expression(pattern)));
  }

  private static String expression(String pattern) {
    return Stream.of(pattern.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }

  /** What the header of a program says; programs in bytes have none. */
  public static Claims of(ProgramFile program) {
    return program.form() == ProgramFile.Form.TEXT ? in(program.content()) : NONE;
  }

  /** What the header of a program in text says. */
  public static Claims in(byte[] text) {
    List<String> header =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .takeWhile(line -> line.isBlank() || line.startsWith("#"))
            .toList();
    return new Claims(
        said(header, "variant"),
        said(header, "finds"),
        said(header, "checks"),
        said(header, "had-by").stream().map(Had::of).toList(),
        said(header, "fixed-in").stream().flatMap(line -> Arrays.stream(line.split(" +"))).toList(),
        said(header, "looks-like"),
        said(header, "thread"));
  }

  private static List<String> said(List<String> header, String key) {
    String start = "# " + key + " ";
    return header.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }
}
