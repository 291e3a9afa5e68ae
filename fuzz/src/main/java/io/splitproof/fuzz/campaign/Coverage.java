package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What programs have had to do with: machines, operations, allocations that failed. What there is
 * but never came up is counted, too, as 0.
 */
final class Coverage {

  /** The name of machines that are not in the catalogue. */
  private static final String OTHER = "other";

  private final Map<MachineConfig, Integer> numbers = new HashMap<>();
  private final long[] machines = new long[Machines.all().size() + 1];
  private final long[] operations = new long[OperationKind.COUNT];
  private final long[] failures = new long[FaultPlan.Scope.values().length];

  /** A program runs on that machine. */
  void began(MachineConfig machine) {
    machines[numbers.computeIfAbsent(machine, Coverage::number)]++;
  }

  private static int number(MachineConfig machine) {
    int number = Machines.indexOf(machine);
    return number < 0 ? Machines.all().size() : number;
  }

  /** An operation of that {@link OperationKind} ran. */
  void ran(int kind) {
    operations[kind]++;
  }

  /** An allocation of that kind failed. */
  void failed(FaultPlan.Scope scope) {
    failures[scope.ordinal()]++;
  }

  /** Programs run, by machine; {@code other} only if there were any. */
  Map<String, Long> machines() {
    Map<String, Long> counts = new LinkedHashMap<>();
    List<String> names = Machines.names();
    for (int i = 0; i < names.size(); i++) {
      counts.put(names.get(i), machines[i]);
    }
    if (machines[names.size()] > 0) {
      counts.put(OTHER, machines[names.size()]);
    }
    return counts;
  }

  /** Operations carried out, by kind. */
  Map<String, Long> operations() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int kind = 0; kind < operations.length; kind++) {
      counts.put(OperationKind.name(kind), operations[kind]);
    }
    return counts;
  }

  /** Allocations that failed, by what they were for. */
  Map<String, Long> failures() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (FaultPlan.Scope scope : FaultPlan.Scope.values()) {
      if (scope != FaultPlan.Scope.ANY) {
        String name = scope.name().toLowerCase(Locale.ROOT).replace('_', '-');
        counts.put(name, failures[scope.ordinal()]);
      }
    }
    return counts;
  }
}
