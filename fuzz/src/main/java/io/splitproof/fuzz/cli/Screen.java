package io.splitproof.fuzz.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Where all of it goes that somebody may read: results, complaints and, below them, progress. On a
 * terminal progress is one line that keeps changing and makes room for whatever else is printed;
 * elsewhere its lines follow each other. Also the options of every command that say how much and in
 * what colours.
 */
final class Screen {

  /** Clears the line; too long a text ends at the edge instead of going on in the next line. */
  private static final String START = "\r\u001b[K\u001b[?7l";

  private static final String END = "\u001b[?7h";

  private final Terminal terminal;
  private final Writer rawErr;
  private final Kept out;
  private final Kept err;

  /** The line of progress that is shown, or null. */
  private String drawn;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "No progress on standard error, only complaints.")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      converter = Color.Converter.class,
      completionCandidates = Color.Names.class,
      description = "Colours in results: ${COMPLETION-CANDIDATES} (default: auto, on a terminal"
          + " unless NO_COLOR is set).")
  private Color color = Color.AUTO;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "The same as --color never.")
  private boolean noColor;

  Screen(Writer out, Writer err, Terminal terminal) {
    this.terminal = terminal;
    this.rawErr = err;
    this.out = new Kept(out, terminal.out());
    this.err = new Kept(err, terminal.err());
  }

  /** The screen a command was started on. */
  static Screen of(CommandLine command) {
    return Main.of(command).screen();
  }

  /** For results. */
  PrintWriter out() {
    return new PrintWriter(out);
  }

  /** For complaints, which appear at once, line by line. */
  PrintWriter err() {
    return new PrintWriter(err, true);
  }

  /** How results are coloured. */
  Paint paint() {
    boolean colours = color == Color.AUTO ? terminal.colors() : color == Color.ALWAYS;
    return new Paint(colours && !noColor);
  }

  /** What somebody sees of it. */
  Terminal terminal() {
    return terminal;
  }

  /** Whether progress is one line that keeps changing. */
  boolean isLive() {
    return terminal.err();
  }

  /** Says how far things are, unless nobody wants to know. */
  synchronized void progress(String line) {
    if (quiet) {
      return;
    }
    if (!isLive()) {
      err().println(line);
    } else if (!out.isInLine && !err.isInLine && !line.equals(drawn)) {
      write(START + line + END);
      drawn = line;
    }
  }

  /** Says, once, what is about to be done or was done besides, unless nobody wants to know. */
  synchronized void remark(String line) {
    if (!quiet) {
      err().println(line);
    }
  }

  /** Takes the line of progress away. */
  synchronized void clear() {
    if (drawn != null) {
      drawn = null;
      write("\r\u001b[K");
    }
  }

  private void write(String text) {
    try {
      rawErr.write(text);
      rawErr.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes on what is printed, in a place free of progress. */
  private final class Kept extends FilterWriter {

    private final boolean isShown;
    private boolean isInLine;

    Kept(Writer writer, boolean isShown) {
      super(writer);
      this.isShown = isShown;
    }

    @Override
    public void write(int character) throws IOException {
      write(new char[] {(char) character}, 0, 1);
    }

    @Override
    public void write(String text, int start, int length) throws IOException {
      write(text.toCharArray(), start, length);
    }

    @Override
    public void write(char[] text, int start, int length) throws IOException {
      synchronized (Screen.this) {
        clear();
        super.write(text, start, length);
        if (isShown && length > 0) {
          isInLine = text[start + length - 1] != '\n';
        }
      }
    }

    @Override
    public void flush() throws IOException {
      synchronized (Screen.this) {
        clear();
        super.flush();
      }
    }
  }
}
