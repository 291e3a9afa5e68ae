package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;
import java.util.Objects;

/**
 * A machine and what to ask of it, in order. Immutable; every program has a written form.
 *
 * @param machine the machine it starts from
 * @param clients what its callers may do
 * @param steps at most {@value #MAX_STEPS}
 */
public record Program(MachineConfig machine, Clients clients, List<Step> steps) {

  /** Steps in the longest program. */
  public static final int MAX_STEPS = 4096;

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if there are too many steps or the machine cannot exist
   */
  public Program {
    Objects.requireNonNull(clients, "clients");
    steps = List.copyOf(steps);
    if (steps.size() > MAX_STEPS) {
      throw new IllegalArgumentException(
          steps.size() + " steps; a program has at most " + MAX_STEPS);
    }
    String problem = MachineRules.problem(machine);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** The same program with other steps. */
  public Program withSteps(List<Step> other) {
    return new Program(machine, clients, other);
  }

  /** The same steps on another machine. */
  public Program withMachine(MachineConfig other) {
    return new Program(other, clients, steps);
  }

  /** The same steps by other clients. */
  public Program withClients(Clients other) {
    return new Program(machine, other, steps);
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return ProgramText.print(this);
  }
}
