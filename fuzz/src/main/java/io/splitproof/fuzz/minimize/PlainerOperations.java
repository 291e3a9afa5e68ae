package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;
import java.util.ArrayList;
import java.util.List;

/** Asks for the ordinary kind of everything, by clients that behave. */
final class PlainerOperations {

  private PlainerOperations() {}

  static void pass(Attempts attempts) {
    attempts.take(attempts.best().withClients(Clients.WELL_BEHAVED));
    for (int i = 0; i < attempts.best().steps().size(); i++) {
      boolean plainer = true;
      while (plainer && i < attempts.best().steps().size()) {
        plainer = attempts.takeFirst(candidates(attempts.best(), i));
      }
    }
  }

  private static List<Program> candidates(Program program, int at) {
    List<Program> candidates = new ArrayList<>();
    Step step = program.steps().get(at);
    for (Operation operation : plainer(step.operation(), new Scale(program.machine()))) {
      List<Step> steps = new ArrayList<>(program.steps());
      steps.set(at, step.withOperation(operation));
      candidates.add(program.withSteps(steps));
    }
    return candidates;
  }

  /** The same with one thing about it more ordinary. */
  private static List<Operation> plainer(Operation operation, Scale scale) {
    List<Operation> plainer = new ArrayList<>();
    Placement usual = new Placement.Near(scale.target(Fields.Kind.PFN), 1);
    if (operation instanceof Operation.Vmalloc it) {
      for (AreaKind kind : AreaKind.values()) {
        plainer.add(vmalloc(it, kind, it.resetPerms(), it.placement()));
      }
      plainer.add(vmalloc(it, it.kind(), false, it.placement()));
      plainer.add(vmalloc(it, it.kind(), it.resetPerms(), usual));
    } else if (operation instanceof Operation.Vmap it) {
      plainer.add(new Operation.Vmalloc(it.area(), it.pages(), AreaKind.VMALLOC, false, usual));
    } else if (operation instanceof Operation.AllocPages it) {
      plainer.add(new Operation.AllocPages(it.block(), it.pages(), usual));
    } else if (operation instanceof Operation.SetMemory it) {
      for (Permission permission : Permission.values()) {
        plainer.add(new Operation.SetMemory(permission, it.address(), it.pages()));
      }
    } else if (operation instanceof Operation.ArchRemoveMemory it) {
      plainer.add(new Operation.RemoveMemory(it.pa(), it.bytes()));
    } else if (operation instanceof Operation.Access it) {
      plainer.add(new Operation.Access(it.cpu(), it.address(), Operation.Use.READ));
    }
    return plainer;
  }

  private static Operation vmalloc(
      Operation.Vmalloc it, AreaKind kind, boolean reset, Placement placement) {
    return new Operation.Vmalloc(it.area(), it.pages(), kind, reset, placement);
  }

  /** How far {@code operation} is from the ordinary kind; 0 if it is the ordinary one. */
  static int oddity(Operation operation) {
    if (operation instanceof Operation.Vmalloc it) {
      return 2 * it.kind().ordinal() + (it.resetPerms() ? 1 : 0) + oddity(it.placement());
    }
    if (operation instanceof Operation.Vmap it) {
      return 10 + oddity(it.placement());
    }
    if (operation instanceof Operation.AllocPages it) {
      return oddity(it.placement());
    }
    if (operation instanceof Operation.SetMemory it) {
      return it.permission().ordinal();
    }
    if (operation instanceof Operation.Access it) {
      return it.use().ordinal();
    }
    return operation instanceof Operation.ArchRemoveMemory ? 1 : 0;
  }

  private static int oddity(Placement placement) {
    if (placement instanceof Placement.Near near) {
      return near.stride() == 1 ? 0 : 1;
    }
    return placement instanceof Placement.Lent ? 2 : 20;
  }
}
