package io.splitproof.fuzz.minimize;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which steps of a program are about the same objects. */
final class SameObjects {

  private SameObjects() {}

  /**
   * The last step, and the steps on what it names, and on what those name.
   *
   * @param creationsOnly only those of them that make the objects
   */
  static Set<Integer> concerned(List<Step> steps, boolean creationsOnly) {
    int last = steps.size() - 1;
    Set<Integer> kept = new TreeSet<>(Set.of(last));
    Set<Named> wanted = new HashSet<>(Names.in(steps.get(last).operation()));
    if (steps.get(last).beside() != null && last > 0) {
      kept.add(last - 1);
      wanted.addAll(Names.in(steps.get(last - 1).operation()));
    }
    for (int i = last - 1; i >= 0; i--) {
      Operation operation = steps.get(i).operation();
      Named made = Names.made(operation);
      List<Named> names = Names.in(operation);
      boolean concerns =
          creationsOnly ? wanted.contains(made) : names.stream().anyMatch(wanted::contains);
      if (concerns && kept.add(i)) {
        wanted.addAll(names);
      }
      if (creationsOnly) {
        wanted.remove(made);
      }
    }
    return kept;
  }

  /** The program without the creation of an object, and another named instead; every way. */
  static List<Program> merged(Program program) {
    List<Program> merged = new ArrayList<>();
    List<Step> steps = program.steps();
    for (int i = 0; i < steps.size(); i++) {
      Named stays = Names.made(steps.get(i).operation());
      for (int j = 0; stays != null && j < steps.size(); j++) {
        Named goes = Names.made(steps.get(j).operation());
        if (i != j && goes != null && goes.area() == stays.area() && !goes.equals(stays)) {
          merged.add(merged(program, j, goes, stays));
        }
      }
    }
    return merged;
  }

  private static Program merged(Program program, int creation, Named goes, Named stays) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      if (i != creation) {
        Operation renamed =
            Names.renamed(step.operation(), name -> name.equals(goes) ? stays : name);
        steps.add(step.withOperation(renamed));
      }
    }
    return program.withSteps(steps);
  }
}
