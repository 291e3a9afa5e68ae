package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.corpus.Claims;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.fuzz.store.UnreadableProgramException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * A program that somebody wants to see again, wherever it comes from:
 *
 * <ul>
 *   <li>a folder of a finding stands for its {@code program.txt};
 *   <li>what is packed with gzip, or as the first file of a zip archive, is unpacked;
 *   <li>text that begins with a {@code machine} line or a comment is a program in text, whatever
 *       the file is called;
 *   <li>everything else is as {@link ProgramFile} says: a file named as Jazzer, libFuzzer or
 *       OSS-Fuzz name what they leave behind may hold any bytes; others are text, or bytes that
 *       begin with their version.
 * </ul>
 *
 * @param file where the program is; inside a folder, if a folder was named
 * @param program the program
 * @param claims what the comments before it say
 */
record CrashFile(Path file, Program program, Claims claims) {

  /** The program in the folder of a finding. */
  static final String PROGRAM = "program.txt";

  private static final int GZIP = 0x1f8b;
  private static final int ZIP = 0x504b;

  /**
   * Reads a program.
   *
   * @param raw whether any bytes are a program, whatever they look like
   * @throws UsageException if there is none
   * @throws IOException if it cannot be read
   */
  static CrashFile read(Path path, boolean raw) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve(PROGRAM) : path;
    try {
      return of(file, content(file), raw);
    } catch (UnreadableProgramException e) {
      String hint = raw ? "" : "; with --raw any bytes are a fuzzer's input";
      boolean neither = e.problem().startsWith("neither");
      throw new UsageException(e.getMessage() + (neither ? hint : ""));
    }
  }

  private static CrashFile of(Path file, byte[] content, boolean raw) throws IOException {
    if (raw) {
      return new CrashFile(file, ProgramBytes.decode(content), Claims.NONE);
    }
    String text = text(content);
    if (text != null) {
      return new CrashFile(file, parsed(file, text), Claims.in(content));
    }
    ProgramFile read = ProgramFile.of(unpacked(file), content);
    boolean comments = read.form() == ProgramFile.Form.TEXT;
    return new CrashFile(
        file, read.program(), comments ? Claims.in(content) : Claims.NONE);
  }

  private static Program parsed(Path file, String text) {
    try {
      return ProgramText.parse(text);
    } catch (ProgramSyntaxException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  /** The name without what says how it is packed. */
  private static Path unpacked(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.(gz|zip)$", ""));
  }

  /** The text, if it is one that begins as programs do; else null. */
  private static String text(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("#") || text.startsWith("machine ") ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.size(file) > ProgramFile.MAX_BYTES) {
      throw tooLong(file);
    }
    byte[] content;
    try (InputStream input = Files.newInputStream(file)) {
      content = limited(file, input);
    }
    try {
      return switch (start(content)) {
        case GZIP -> limited(file, new GZIPInputStream(new ByteArrayInputStream(content)));
        case ZIP -> firstIn(file, new ZipInputStream(new ByteArrayInputStream(content)));
        default -> content;
      };
    } catch (IOException e) {
      throw new UsageException(file + ": damaged: cannot be unpacked: " + e.getMessage());
    }
  }

  private static int start(byte[] content) {
    return content.length < 2 ? 0 : (content[0] & 0xff) << 8 | content[1] & 0xff;
  }

  private static byte[] firstIn(Path file, ZipInputStream archive) throws IOException {
    if (archive.getNextEntry() == null) {
      throw new UsageException(file + ": an archive with nothing in it; expected a program");
    }
    return limited(file, archive);
  }

  /** Reads no more than a program can have, and stops where a device or an archive goes on. */
  private static byte[] limited(Path file, InputStream input) throws IOException {
    byte[] content = input.readNBytes((int) ProgramFile.MAX_BYTES + 1);
    if (content.length > ProgramFile.MAX_BYTES) {
      throw tooLong(file);
    }
    return content;
  }

  private static UsageException tooLong(Path file) {
    return new UsageException(
        file + ": too long; a program has at most " + ProgramFile.MAX_BYTES + " bytes");
  }
}
