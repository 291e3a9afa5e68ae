package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a program as simple as it can be while it shows the same signature: what comes after the
 * step that shows it goes, the calls of clients stand for them, other steps go, then what is
 * special about the machine, how operations share time, which allocations fail, and how large and
 * how far away everything is. Goes over all of it again until nothing changes.
 *
 * <p>The same program always ends up the same, unless time runs out; and what comes out stays as it
 * is when it is minimised again. Whatever it is stopped by, what it has by then shows the
 * signature.
 */
public final class Minimizer {

  private static final List<Consumer<Attempts>> PASSES =
      List.of(
          PlainCalls::pass,
          FewerSteps::pass,
          PlainerMachines::pass,
          LessCompany::pass,
          PlainerPlans::pass,
          SmallerOperands::pass,
          PlainerOperations::pass,
          Renumbering::pass,
          Detours::pass);

  private final Subject subject;
  private final Limits limits;
  private final Consumer<Program> progress;

  /**
   * Creates a minimizer of programs that show something.
   *
   * @param subject tells what a program shows
   * @param progress is told of every simpler program
   */
  public Minimizer(Subject subject, Limits limits, Consumer<Program> progress) {
    this.subject = subject;
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * A minimizer of programs that show one signature.
   *
   * @param variant what shows it
   * @param checks which checks judge
   * @param signature what must stay the same
   * @param progress is told of every simpler program
   */
  public static Minimizer of(
      Variant variant,
      Set<CheckName> checks,
      String signature,
      Limits limits,
      Consumer<Program> progress) {
    return new Minimizer(new SignatureSubject(variant, checks, signature), limits, progress);
  }

  /**
   * The simplest program it comes upon that shows the signature.
   *
   * @param program one that shows it; if it does not, it comes back as it is
   */
  public Minimized minimize(Program program) {
    Showing showing = subject.show(program);
    if (!showing.same()) {
      return new Minimized(program, 1, true);
    }
    Attempts attempts = new Attempts(program, showing, subject, limits, progress);
    Program before;
    do {
      before = attempts.best();
      PASSES.forEach(pass -> pass.accept(attempts));
    } while (!attempts.best().equals(before) && !attempts.isCutShort());
    return new Minimized(attempts.best(), attempts.executions() + 1, !attempts.isCutShort());
  }
}
