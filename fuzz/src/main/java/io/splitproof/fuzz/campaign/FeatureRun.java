package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.fuzz.run.VariantWord;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Finds out what programs cover, in a process of its own: branches are only counted in one that
 * Jazzer's agent is in before anything of the judged is loaded.
 */
public final class FeatureRun {

  private static final int SHOWN = 4000;

  private final Process process;

  private FeatureRun(Process process) {
    this.process = process;
  }

  /**
   * Runs programs.
   *
   * @param programs each in bytes; whatever the bytes, they are some program
   * @param progress told how many have run, in another thread's time
   * @return what each covers, in the same order
   * @throws IOException if the process cannot be started or does not come to its end
   */
  public static List<ProgramFeatures> of(
      Variant variant, Set<CheckName> checks, List<byte[]> programs, IntConsumer progress)
      throws IOException {
    List<String> command = WorkerJvm.command(FeatureWorker.class, false);
    command.add(VariantWord.of(variant));
    command.add(Checks.text(checks));
    FeatureRun run = new FeatureRun(new ProcessBuilder(command).start());
    try {
      return run.all(programs, progress);
    } finally {
      run.process.destroyForcibly();
    }
  }

  private List<ProgramFeatures> all(List<byte[]> programs, IntConsumer progress)
      throws IOException {
    background("programs", () -> send(programs));
    StringBuilder said = new StringBuilder();
    Thread listener = background("complaints", () -> listen(said));
    List<ProgramFeatures> all = new ArrayList<>();
    try (DataInputStream answers =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      while (all.size() < programs.size()) {
        all.add(ProgramFeatures.read(answers));
        progress.accept(all.size());
      }
      return all;
    } catch (EOFException e) {
      throw new AssertionError("the worker ended early: " + lastWords(listener, said), e);
    }
  }

  private static String lastWords(Thread listener, StringBuilder said) {
    try {
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said.toString();
  }

  private static Thread background(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void send(List<byte[]> programs) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
      for (byte[] program : programs) {
        out.writeInt(program.length);
        out.write(program);
      }
    } catch (IOException e) {
      // It is gone; whoever waits for its answers says so.
      return;
    }
  }

  /** What is printed is read, or the process would wait for that; the end of it is kept. */
  private void listen(StringBuilder said) {
    byte[] part = new byte[SHOWN];
    try (InputStream complaints = process.getErrorStream()) {
      for (int count = complaints.read(part); count >= 0; count = complaints.read(part)) {
        said.append(new String(part, 0, count, StandardCharsets.UTF_8));
        said.delete(0, Math.max(0, said.length() - SHOWN));
      }
    } catch (IOException e) {
      said.append(e);
    }
  }
}
