package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs as text, the canonical form: a {@code machine} line, a {@code clients} line, then one
 * operation a line. {@code #} starts a comment. Both header lines may be left out when reading.
 *
 * <p>Lossless both ways: parsing what was printed gives an equal program, and printing what was
 * parsed gives the canonical text.
 */
public final class ProgramText {

  /** Characters in the longest line. */
  public static final int MAX_LINE = 1 << 20;

  /** Lines in the longest text. */
  public static final int MAX_LINES = 1 << 16;

  private MachineConfig machine;
  private Clients clients;
  private final List<Step> steps = new ArrayList<>();
  private Operands operands;

  private ProgramText() {}

  /**
   * Reads a program.
   *
   * @throws ProgramSyntaxException if {@code text} is not one
   */
  public static Program parse(String text) {
    ProgramText reader = new ProgramText();
    int line = 0;
    for (int start = 0; start <= text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      line++;
      if (end - start > MAX_LINE || line > MAX_LINES) {
        throw new ProgramSyntaxException(line, tooLong(line));
      }
      reader.line(line, text.substring(start, end));
      start = end + 1;
    }
    MachineConfig machine = reader.machine == null ? Machines.standard() : reader.machine;
    Clients clients = reader.clients == null ? Clients.WELL_BEHAVED : reader.clients;
    return new Program(machine, clients, reader.steps);
  }

  private static String tooLong(int line) {
    return line > MAX_LINES
        ? "the text is too long; expected at most " + MAX_LINES + " lines"
        : "the line is too long; expected at most " + MAX_LINE + " characters";
  }

  /** Writes a program in the canonical form, each line ended by a newline. */
  public static String print(Program program) {
    StringBuilder text = new StringBuilder();
    text.append("machine ").append(MachineText.print(program.machine())).append('\n');
    text.append("clients ").append(program.clients()).append('\n');
    for (Step step : program.steps()) {
      text.append(print(step, program.machine())).append('\n');
    }
    return text.toString();
  }

  /** Writes one step of a program on {@code machine}, without a newline. */
  public static String print(Step step, MachineConfig machine) {
    Operands operands = new Operands(machine.geometry().pageShift());
    return Prefixes.text(step) + new OperationPrinter(operands).print(step.operation());
  }

  /**
   * Reads one step of a program on {@code machine}.
   *
   * @throws ProgramSyntaxException if {@code text} is not one
   */
  public static Step parseStep(String text, MachineConfig machine) {
    return step(new Tokens(0, text), new Operands(machine.geometry().pageShift()));
  }

  private void line(int number, String text) {
    Tokens tokens = new Tokens(number, text);
    if (tokens.atEnd()) {
      return;
    }
    if (tokens.accept("machine")) {
      header(tokens, machine == null && steps.isEmpty(), "machine");
      machine = MachineParser.parse(tokens, Machines.standard());
    } else if (tokens.accept("clients")) {
      header(tokens, clients == null && steps.isEmpty(), "clients");
      clients = tokens.choice("a kind of clients", Clients.values());
      tokens.finish();
    } else {
      operation(tokens);
    }
  }

  private static void header(Tokens tokens, boolean inPlace, String what) {
    if (!inPlace) {
      throw tokens.complaint("'" + what + "' is out of place; expected once, before any operation");
    }
  }

  private void operation(Tokens tokens) {
    if (steps.size() == Program.MAX_STEPS) {
      throw tokens.complaint("too many steps; expected at most " + Program.MAX_STEPS);
    }
    if (operands == null) {
      MachineConfig config = machine == null ? Machines.standard() : machine;
      operands = new Operands(config.geometry().pageShift());
    }
    steps.add(step(tokens, operands));
  }

  private static Step step(Tokens tokens, Operands operands) {
    FaultPlan plan = Prefixes.plan(tokens);
    Interleaving beside = Prefixes.beside(tokens);
    Operation operation = new OperationParser(operands, tokens).parse();
    if (beside != null && operation instanceof Operation.Composite) {
      throw tokens.complaint(Step.ALONE + "; expected no 'beside' and no 'interrupt'");
    }
    Step step = new Step(plan, beside, operation);
    tokens.finish();
    return step;
  }
}
