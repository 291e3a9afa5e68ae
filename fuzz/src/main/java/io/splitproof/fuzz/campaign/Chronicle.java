package io.splitproof.fuzz.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes down how a campaign goes: a status file that is whole whenever somebody reads it, and a
 * history with a line every few seconds. Both go on where an earlier run of the campaign ended.
 */
final class Chronicle {

  static final String STATUS = "status.json";
  static final String HISTORY = "history.jsonl";

  private static final long STATUS_MILLIS = 1000;
  private static final long HISTORY_MILLIS = 5000;

  /** A history longer than that loses every second line: a year of it stays readable. */
  static final long LONGEST = 4L << 20;

  private final CampaignSettings settings;
  private final FindingFolders folders;
  private final Past past;
  private long nextStatus;
  private long nextHistory;
  private long lastMillis;
  private long lastPrograms;

  /**
   * Goes on with the campaign in the settings' folder.
   *
   * @throws IOException if that cannot be read, or is a campaign of another kind
   */
  Chronicle(CampaignSettings settings) throws IOException {
    this.settings = settings;
    this.folders = new FindingFolders(settings.findings());
    ObjectNode now = StatusJson.of(settings, CampaignStatus.NOTHING, folders::folder, List.of());
    this.past = Past.read(settings.folder().resolve(STATUS), now);
    CampaignStatus before = past.with(CampaignStatus.NOTHING);
    this.lastMillis = before.elapsed().toMillis();
    this.lastPrograms = before.programs();
    mend(settings.folder().resolve(HISTORY));
  }

  /** What is written of {@code run}: all of the campaign. */
  CampaignStatus whole(CampaignStatus run) {
    return past.with(run);
  }

  /**
   * Writes what is due.
   *
   * @throws IOException if it cannot be written; what is there stays
   */
  void note(CampaignStatus run) throws IOException {
    long millis = run.elapsed().toMillis();
    if (millis >= nextStatus) {
      nextStatus = millis + STATUS_MILLIS;
      writeStatus(run, List.of());
    }
    if (millis >= nextHistory && run.programs() > 0) {
      nextHistory = millis + HISTORY_MILLIS;
      append(past.with(run));
    }
  }

  /** Writes how it ended. */
  void end(CampaignStatus run, List<String> failures) throws IOException {
    writeStatus(run, failures);
    if (run.programs() > 0) {
      append(past.with(run));
    }
  }

  private void writeStatus(CampaignStatus run, List<String> failures) throws IOException {
    ObjectNode object =
        StatusJson.of(settings, past.with(run), folders::folder, failures);
    WholeFiles.write(settings.folder().resolve(STATUS), object + "\n");
  }

  private void append(CampaignStatus all) throws IOException {
    long millis = all.elapsed().toMillis();
    if (millis <= lastMillis) {
      return;
    }
    double rate = (all.programs() - lastPrograms) * 1000.0 / (millis - lastMillis);
    lastMillis = millis;
    lastPrograms = all.programs();
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("elapsedSeconds", millis / 1000.0);
    line.put("programs", all.programs()).put("operations", all.operations());
    line.put("programsPerSecond", Math.round(rate * 10) / 10.0);
    line.put("features", all.features()).put("states", all.discovery().states());
    line.put("corpus", all.corpus()).put("findings", all.findings().size());
    line.put("heapBytes", all.health().heapBytes());
    Path file = settings.folder().resolve(HISTORY);
    append(file, line + "\n");
    if (Files.size(file) > LONGEST) {
      thin(file);
    }
  }

  /** All of {@code line} or, if there is no room for it, nothing. */
  private static void append(Path file, String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = channel.size();
      ByteBuffer left = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      channel.position(end);
      try {
        while (left.hasRemaining()) {
          channel.write(left);
        }
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }

  /** Cuts off a line that a killed process had not finished. */
  private static void mend(Path file) throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    byte[] text = Files.readAllBytes(file);
    int end = text.length;
    while (end > 0 && text[end - 1] != '\n') {
      end--;
    }
    if (end < text.length) {
      WholeFiles.write(file, Arrays.copyOf(text, end));
    }
  }

  /** Leaves every second line out, the last one never. */
  static void thin(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<String> kept = new ArrayList<>();
    for (int i = (lines.size() - 1) % 2; i < lines.size(); i += 2) {
      kept.add(lines.get(i));
    }
    WholeFiles.write(file, String.join("\n", kept) + "\n");
  }
}
