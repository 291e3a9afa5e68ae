package io.splitproof.fuzz.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The look that all pages share: light and dark, at any width, and on paper. */
public final class Stylesheet {

  private static final String FILE = "page.css";

  private Stylesheet() {}

  /** The style sheet, to be put into a page. */
  public static String text() {
    try (InputStream in = Stylesheet.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new AssertionError(FILE + " is not beside the classes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
