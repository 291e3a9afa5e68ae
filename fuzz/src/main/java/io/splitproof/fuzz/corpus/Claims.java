package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.store.ProgramFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the comments before a program in text say must come of it; empty where they say nothing.
 *
 * @param variants what it shows a fault of: {@code # variant NAME}
 * @param signatures what is found there: {@code # finds SIGNATURE}
 * @param checks by which checks: {@code # checks NAMES}; all, unless it says so
 */
public record Claims(List<String> variants, List<String> signatures, List<String> checks) {

  /** What a file says that says nothing. */
  public static final Claims NONE = new Claims(List.of(), List.of(), List.of());

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
    return new Claims(said(header, "variant"), said(header, "finds"), said(header, "checks"));
  }

  private static List<String> said(List<String> header, String key) {
    String start = "# " + key + " ";
    return header.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }
}
