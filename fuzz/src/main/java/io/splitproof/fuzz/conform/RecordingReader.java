package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.Recording.Sequence;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a recording, plain or compressed with gzip. */
public final class RecordingReader {

  private RecordingReader() {}

  /**
   * Reads {@code file}.
   *
   * @throws RecordingFormatException if it is not a recording, or one that is cut off
   * @throws IOException if it cannot be read
   */
  public static Recording read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    return parse(name, text(file));
  }

  /** The text of {@code file}, unpacked if need be. */
  static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean packed = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    if (!packed) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    } catch (EOFException | ZipException e) {
      throw new RecordingFormatException(
          String.valueOf(file.getFileName()), 0, "the gzip file is damaged or cut off");
    }
  }

  /** Reads a recording out of {@code text}; {@code name} is for complaints. */
  public static Recording parse(String name, String text) {
    List<RecordedLine> lines = lines(name, text);
    int sequence = 0;
    while (sequence < lines.size() && lines.get(sequence).words().get(0).equals("env")) {
      sequence++;
    }
    if (sequence == 0) {
      throw new RecordingFormatException(name, 1, "a recording starts with 'env' lines");
    }
    RecordedMachine machine = MachineParser.parse(lines.subList(0, sequence));
    List<RecordedLine> rest = lines.subList(sequence, lines.size());
    return new Recording(name, machine, sequences(rest, machine.geometry().pageShift()));
  }

  private static List<RecordedLine> lines(String name, String text) {
    List<RecordedLine> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        lines.add(RecordedLine.of(name, number, line));
      }
    }
    if (!text.startsWith("env ")) {
      throw new RecordingFormatException(name, 1, "a recording starts with 'env' lines");
    }
    if (!text.endsWith("\n")) {
      throw new RecordingFormatException(name, number, "the last line is cut off");
    }
    return lines;
  }

  private static List<Sequence> sequences(List<RecordedLine> lines, int pageShift) {
    List<Sequence> sequences = new ArrayList<>();
    SequenceParser current = null;
    for (RecordedLine line : lines) {
      if (line.text().startsWith("## seq ")) {
        if (current != null) {
          sequences.add(current.finish());
        }
        current = new SequenceParser(line, pageShift);
      } else if (current == null) {
        throw line.wrong("expected '## seq'");
      } else {
        current.take(line);
      }
    }
    if (current != null) {
      sequences.add(current.finish());
    }
    return sequences;
  }
}
