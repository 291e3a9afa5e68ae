package io.splitproof.fuzz.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tree is built with: is it there, and which version is it? */
public final class KernelTools {

  private static final List<String> NEEDED =
      List.of("gcc", "make", "ld", "awk", "bc", "flex", "bison", "patch");

  private static final List<String> CLANGS =
      List.of("clang", "clang-20", "clang-19", "clang-18", "clang-17", "clang-16");

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(?:\\.\\d+)*");
  private static final int PATIENCE_SECONDS = 10;

  private KernelTools() {}

  /** Asks each for its version. */
  public static Diagnosis look() throws IOException {
    List<String> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String tool : NEEDED) {
      String version = version(tool);
      (version == null ? missing : found)
          .add(version == null ? tool : (tool + " " + version).strip());
    }
    String clang = clang();
    String text = String.join(", ", found) + (clang == null ? ", no clang" : ", " + clang);
    return of(text, missing, clang != null);
  }

  /**
   * Judges what was found.
   *
   * @param text what was found, for people
   * @param missing what is needed and was not found
   * @param checked whether there is a compiler that checks addresses
   */
  static Diagnosis of(String text, List<String> missing, boolean checked) {
    if (!missing.isEmpty()) {
      return Diagnosis.bad(
          "tools", "missing: " + String.join(" ", missing), "install what builds a kernel");
    }
    return checked
        ? Diagnosis.ok("tools", text)
        : Diagnosis.warning(
            "tools", text, "install clang 16 or later for executors that check each address");
  }

  /** Whether executors can be built that check each address. */
  public static boolean hasClang() throws IOException {
    return clang() != null;
  }

  private static String clang() throws IOException {
    for (String clang : CLANGS) {
      String version = version(clang);
      if (version != null) {
        return (clang + " " + version).strip();
      }
    }
    return null;
  }

  /** The version, empty if it tells none, null if there is no such tool. */
  private static String version(String tool) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(tool, "--version").redirectErrorStream(true).start();
    } catch (IOException e) {
      return null;
    }
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Matcher matcher = VERSION.matcher(said.lines().findFirst().orElse(""));
    return matcher.find() ? matcher.group() : "";
  }
}
