package io.splitproof.fuzz.run;

import io.splitproof.impl.Variant;
import io.splitproof.oracle.checks.CheckName;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Booted machines by configuration; the one longest unused goes when there are too many. */
final class MachinePool {

  private static final int MOST = 96;

  private final Variant variant;
  private final Set<CheckName> checks;
  private final MachineEvents audience;
  private final Map<MachineConfig, JudgedMachine> machines = new LinkedHashMap<>(128, 0.75f, true);
  private MachineConfig lastConfig;
  private JudgedMachine last;

  MachinePool(Variant variant, Set<CheckName> checks, MachineEvents audience) {
    this.variant = variant;
    this.checks = checks;
    this.audience = audience;
  }

  JudgedMachine get(MachineConfig config) {
    if (config == lastConfig) {
      return last;
    }
    JudgedMachine machine = machines.get(config);
    if (machine == null) {
      machine = JudgedMachine.boot(variant, config, checks, audience);
      machines.put(config, machine);
      if (machines.size() > MOST) {
        machines.remove(machines.keySet().iterator().next());
      }
    }
    lastConfig = config;
    last = machine;
    return machine;
  }

  /** Does without a machine that crashed; who asks for it again gets a fresh one. */
  void drop(MachineConfig config) {
    machines.remove(config);
    lastConfig = null;
    last = null;
  }
}
