package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Calls;
import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.KprobeHabit;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.List;

/** The clients of a program that came and did not go, and what they call if all goes well. */
final class SketchedClients {

  private final MachineConfig machine;
  private final List<Client.Start> there = new ArrayList<>();

  SketchedClients(MachineConfig machine) {
    this.machine = machine;
  }

  /** Any that is there; null if there is none. */
  Client.Start any(Dice dice) {
    return there.isEmpty() ? null : dice.pick(there);
  }

  /** Notes what comes and goes; returns the calls. A walk leaves everything as it was. */
  List<Operation> follow(Client client) {
    if (client instanceof Client.Walk) {
      return List.of();
    }
    if (client instanceof Client.Start start) {
      there.add(start);
    } else if (client instanceof Client.End end) {
      there.removeIf(one -> one.kind() == end.kind() && one.object() == end.object());
    }
    Successes calls = new Successes(machine, new ArrayList<>());
    client.run(calls);
    return calls.made();
  }

  /** Every call succeeds. */
  private record Successes(MachineConfig config, List<Operation> made) implements Calls {

    @Override
    public int call(Operation operation) {
      made.add(operation);
      return 0;
    }

    @Override
    public KprobeHabit kprobes() {
      return KprobeHabit.PROTECTED_OR_FREED;
    }
  }
}
