package io.splitproof.fuzz.store;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A program in a file, in whichever form it is.
 *
 * @param file where
 * @param content what is in the file
 * @param form how that is to be read
 * @param program what it says
 */
public record ProgramFile(Path file, byte[] content, Form form, Program program) {

  /** How programs are written. */
  public enum Form {
    /** For people. */
    TEXT,
    /** As {@link ProgramBytes} writes them. */
    BYTES,
    /** Made by an engine that knows nothing of programs: every byte string is one. */
    ANY_BYTES
  }

  /** Bytes in the longest file that is read. */
  public static final long MAX_BYTES = 64L << 20;

  /** What libFuzzer, Jazzer and OSS-Fuzz call what they leave behind. Any bytes may be in it. */
  private static final Pattern LEFT_BY_ENGINE =
      Pattern.compile(
          "(crash|timeout|oom|leak|slow-unit)-[0-9a-f]{40}"
              + "|(clusterfuzz-testcase|minimized-from|testcase)-.*[0-9a-f]+");

  private static final Pattern TEXT_NAME = Pattern.compile(".*\\.(txt|splitproof)");

  /**
   * Reads one program: text, bytes, or what a fuzzing engine left, which its name tells.
   *
   * @throws UnreadableProgramException if it is none of these, or is not what its name says
   * @throws IOException if it cannot be read
   */
  public static ProgramFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UnreadableProgramException(file, "a folder; expected a program");
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new UnreadableProgramException(
          file, size + " bytes; a program has at most " + MAX_BYTES);
    }
    return of(file, content(file));
  }

  /** A device has no size and may go on for ever. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] content = input.readNBytes((int) MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new UnreadableProgramException(
            file, "goes on behind " + MAX_BYTES + " bytes, the most a program has");
      }
      return content;
    }
  }

  /**
   * Reads one program that was in {@code file}, as {@link #read} does.
   *
   * @throws UnreadableProgramException if it is none, or is not what the name says
   */
  public static ProgramFile of(Path file, byte[] content) throws UnreadableProgramException {
    try {
      Form form = form(file, content);
      return new ProgramFile(file, content, form, program(form, content));
    } catch (ProgramSyntaxException e) {
      throw new UnreadableProgramException(file, e.getMessage());
    } catch (CharacterCodingException e) {
      throw new UnreadableProgramException(
          file, "neither a program in UTF-8 text nor one in bytes");
    }
  }

  private static Form form(Path file, byte[] content) throws UnreadableProgramException {
    String name = file.getFileName().toString();
    if (!ContentName.fits(name, content)) {
      throw new UnreadableProgramException(
          file, "damaged: its " + content.length + " bytes are not those it was named after");
    }
    boolean another = content.length > 0
        && ProgramBytes.isVersion(content[0])
        && content[0] != ProgramBytes.VERSION;
    if (LEFT_BY_ENGINE.matcher(name).matches() || ContentName.isOne(name) && !another) {
      return Form.ANY_BYTES;
    }
    if (content.length == 0) {
      throw new UnreadableProgramException(file, "an empty file; expected a program");
    }
    return ProgramBytes.isVersion(content[0]) ? Form.BYTES : Form.TEXT;
  }

  private static Program program(Form form, byte[] content) throws CharacterCodingException {
    return switch (form) {
      case ANY_BYTES -> ProgramBytes.decode(content);
      case BYTES -> ProgramBytes.read(content);
      case TEXT ->
          ProgramText.parse(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    };
  }

  /** The program in bytes, as a corpus keeps it; null if it cannot be said in bytes. */
  public byte[] inBytes() {
    if (form != Form.TEXT) {
      return content;
    }
    return ProgramBytes.canEncode(program) ? ProgramBytes.encode(program) : null;
  }

  /** Whether a program is likely to be in a file of that name. */
  public static boolean isLikely(Path file) {
    String name = file.getFileName().toString();
    return name.indexOf('.') < 0 || name.endsWith(".bin") || TEXT_NAME.matcher(name).matches();
  }
}
