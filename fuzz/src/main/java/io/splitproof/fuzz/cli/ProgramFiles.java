package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.fuzz.program.ProgramText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** Programs in files, in whichever form they are. */
final class ProgramFiles {

  /** Bytes in the longest file that is read. */
  static final long MAX_BYTES = 64L << 20;

  /** What libFuzzer and Jazzer call the inputs they leave behind. Any bytes may be in them. */
  private static final Pattern LEFT_BY_JAZZER =
      Pattern.compile("(crash|timeout|oom|leak|slow-unit)-[0-9a-f]{40}");

  private ProgramFiles() {}

  /**
   * Reads one program: text, bytes, or a Jazzer crash file, known by its name.
   *
   * @throws UsageException if it is none of these
   * @throws IOException if it cannot be read
   */
  static Program read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + ": a folder; expected a program");
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new UsageException(file + ": " + size + " bytes; a program has at most " + MAX_BYTES);
    }
    byte[] bytes = Files.readAllBytes(file);
    boolean anyBytes = LEFT_BY_JAZZER.matcher(file.getFileName().toString()).matches();
    if (bytes.length == 0 && !anyBytes) {
      throw new UsageException(file + ": an empty file; expected a program");
    }
    try {
      return read(bytes, anyBytes);
    } catch (ProgramSyntaxException e) {
      throw new UsageException(file + ": " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw new UsageException(file + ": neither a program in UTF-8 text nor one in bytes");
    }
  }

  private static Program read(byte[] bytes, boolean anyBytes) throws CharacterCodingException {
    if (anyBytes) {
      return ProgramBytes.decode(bytes);
    }
    if (ProgramBytes.isVersion(bytes[0])) {
      return ProgramBytes.read(bytes);
    }
    return ProgramText.parse(
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }

  /** Writes a file whole or not at all. */
  static void write(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
    try {
      Files.write(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
