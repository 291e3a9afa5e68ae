package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.splitproof.fuzz.corpus.Claims;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.replay.Bisection;
import io.splitproof.fuzz.replay.Parting;
import io.splitproof.fuzz.systems.Explanations;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What {@code replay} is asked about a program on other variants. */
final class OtherVariants {

  @Option(
      names = "--against",
      paramLabel = "V2",
      converter = VariantNames.class,
      description = "Say where --variant and V2 part: the first step after which the outcome, what"
          + " a page permits, or the verdict differs; and why, where that is known. Exit status 77"
          + " if they do, else 0.")
  private Variant against;

  @Option(
      names = "--leaves",
      description = "With --against: leaves of other sizes, or with other bits, differ too.")
  private boolean leaves;

  @Option(
      names = "--bisect",
      paramLabel = "V",
      split = ",",
      converter = VariantNames.class,
      description = "Say which of these variants, in this order, is the first to show what the file"
          + " says it finds, or else what the last of them shows. Exit status 77 if one does.")
  private List<Variant> bisect;

  private Explanations explanations;

  /**
   * An answer.
   *
   * @param text in words or as JSON, each line ended by a newline
   * @param clean whether there is no difference, or no variant that shows anything
   */
  record Answer(String text, boolean clean) {}

  /** Whether variants other than {@code --variant} are all that runs. */
  boolean isBisecting() {
    return bisect != null;
  }

  boolean areAsked() {
    return against != null || bisect != null;
  }

  /**
   * Sees to it that the options fit together.
   *
   * @throws UsageException if not
   */
  void check() {
    if (against != null && bisect != null) {
      throw new UsageException("--against and --bisect are two questions; ask one");
    }
    if (leaves && against == null) {
      throw new UsageException("--leaves says what differs with --against; there is none");
    }
  }

  /**
   * Sees to it that there is something to compare {@code crash} with.
   *
   * @throws UsageException if not
   */
  void refuse(CrashFile crash) {
    if (against != null) {
      Foreign.refuse(crash.file(), against, crash.program().machine());
    }
  }

  /** Answers what was asked. */
  Answer answer(
      Path file,
      Program program,
      Claims claims,
      Variant variant,
      Set<CheckName> checks,
      boolean json)
      throws IOException {
    if (against != null) {
      if (against.name().equals(variant.name())) {
        throw new UsageException(
            "--against " + against.name() + ": is what --variant names; two variants can differ");
      }
      if (!against.runsOn(program.machine())) {
        return skipped(file, variant, json);
      }
      List<Parting> partings = Parting.of(program, variant, against, checks, leaves);
      List<Optional<String>> reasons = new ArrayList<>();
      for (Parting parting : partings) {
        reasons.add(reason(program, variant, parting));
      }
      PartingReport report =
          new PartingReport(file, variant.name(), against.name(), partings, reasons);
      return new Answer(json ? report.json() : report.text(), partings.isEmpty());
    }
    if (bisect.stream().noneMatch(one -> one.runsOn(program.machine()))) {
      Foreign.refuse(file, bisect.get(0), program.machine());
    }
    String wanted = claims.firstSignature();
    Bisection bisection = Bisection.of(program, bisect, checks, wanted);
    BisectionReport report = new BisectionReport(file, bisection);
    return new Answer(json ? report.json() : report.text(), bisection.first() == null);
  }

  /** What is known of it, from the faults of the systems on the shelf and from their designs. */
  private Optional<String> reason(Program program, Variant variant, Parting parting)
      throws IOException {
    if (explanations == null) {
      explanations = new Explanations(SystemsOption.known());
    }
    return leaves ? Optional.empty() : explanations.of(program, variant, against, parting);
  }

  /** With a machine that {@code against} does not have, there is nothing to compare. */
  private Answer skipped(Path file, Variant variant, boolean json)
      throws JsonProcessingException {
    PartingReport report =
        new PartingReport(file, variant.name(), against.name(), null, List.of());
    return new Answer(json ? report.json() : report.text(), true);
  }
}
