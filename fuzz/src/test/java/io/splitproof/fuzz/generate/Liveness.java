package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.DirectMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the steps of a program that have something to work on: a live object and a range inside
 * it, or a free number for a new one.
 */
final class Liveness {

  private final Map<String, Integer> live = new HashMap<>();
  private final long pageBytes;
  private int steps;
  private int alive;

  private Liveness(long pageBytes) {
    this.pageBytes = pageBytes;
  }

  /** The share of live steps, in percent, over many programs. */
  static int percent(Iterable<Program> programs) {
    long steps = 0;
    long alive = 0;
    for (Program program : programs) {
      Liveness liveness = new Liveness(program.machine().geometry().pageBytes());
      for (Step step : program.steps()) {
        liveness.follow(calls(step.operation(), program.machine()));
      }
      steps += liveness.steps;
      alive += liveness.alive;
    }
    return (int) (100 * alive / steps);
  }

  /** What a step calls: of a client, all that it calls if nothing fails. */
  private static List<Operation> calls(Operation operation, MachineConfig machine) {
    if (operation instanceof Client.Walk walk) {
      return List.of(new Operation.SetDirectMap(DirectMap.INVALID, walk.address(), walk.pages()));
    }
    return operation instanceof Client client
        ? new SketchedClients(machine).follow(client)
        : List.of(operation);
  }

  /** A client has something to work on if one of its calls does. */
  private void follow(List<Operation> calls) {
    steps++;
    alive += calls.stream().filter(this::works).count() > 0 ? 1 : 0;
  }

  private boolean works(Operation operation) {
    if (operation instanceof Operation.Vmalloc o) {
      return o.pages() > 0 && live.putIfAbsent("A" + o.area(), o.pages()) == null;
    }
    if (operation instanceof Operation.Vmap o) {
      return o.pages() > 0 && live.putIfAbsent("A" + o.area(), o.pages()) == null;
    }
    if (operation instanceof Operation.AllocPages o) {
      return o.pages() > 0 && live.putIfAbsent("B" + o.block(), o.pages()) == null;
    }
    if (operation instanceof Operation.Vfree o) {
      return live.remove("A" + o.area()) != null;
    }
    if (operation instanceof Operation.FreePages o) {
      return live.remove("B" + o.block()) != null;
    }
    if (operation instanceof Operation.SetMemory o) {
      return inside(o.address(), o.pages());
    }
    if (operation instanceof Operation.SetMemoryValid o) {
      return inside(o.address(), o.pages());
    }
    if (operation instanceof Operation.SetDirectMap o) {
      return inside(o.address(), o.pages());
    }
    return true;
  }

  private boolean inside(Address address, int pages) {
    boolean block = address.base() == Address.Base.BLOCK;
    Integer size = live.get((block ? "B" : "A") + address.object());
    long first = Math.floorDiv(address.offset(), pageBytes);
    boolean aligned = address.offset() % pageBytes == 0;
    return size != null && aligned && first >= 0 && pages > 0 && first + pages <= size;
  }
}
