package io.splitproof.fuzz.systems;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.replay.Parting;
import io.splitproof.fuzz.replay.Recorder;
import io.splitproof.impl.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why two systems part on a program: because of a fault that one of them is known to have, or
 * because they do something differently on purpose.
 *
 * @param bugs the faults that are known
 */
public record Explanations(List<ThreadBug> bugs) {

  /** Why they part there, in one line; empty if nobody knows. */
  public Optional<String> of(Program program, Variant one, Variant other, Parting parting) {
    if (parting.found().isEmpty() && parting.otherFound().isEmpty()) {
      return design(program, one, other, parting);
    }
    List<Optional<String>> faults =
        Stream.of(fault(one, parting.found()), fault(other, parting.otherFound())).toList();
    return faults.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            faults.stream()
                .map(Optional::get)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; ")))
        : Optional.empty();
  }

  private static Optional<String> design(
      Program program, Variant one, Variant other, Parting parting) {
    String words =
        DesignDifference.of(program, one, other, parting).stream()
            .map(DesignDifference::words)
            .collect(Collectors.joining("; "));
    return Optional.of(words).filter(some -> !some.isEmpty());
  }

  /** The known fault that a finding may come of; empty words if there is no finding. */
  private Optional<String> fault(Variant variant, String found) {
    List<String> names = faults(variant.name(), found);
    if (found.isEmpty() || names.isEmpty()) {
      return found.isEmpty() ? Optional.of("") : Optional.empty();
    }
    return Optional.of(variant.name() + " has the known fault " + String.join(" or ", names));
  }

  /** The faults that {@code signature}, found on the variant of that name, may come of. */
  public List<String> faults(String variant, String signature) {
    return bugs.stream()
        .filter(bug -> bug.explains(variant, signature))
        .map(ThreadBug::name)
        .toList();
  }

  /**
   * Every parting of two systems on {@code program} with the reason, which is empty where nobody
   * knows one. What is done differently on purpose to pages does not end the comparison.
   */
  public Map<Parting, Optional<String>> between(Program program, Recorder one, Recorder other) {
    Variant first = one.variant();
    Variant second = other.variant();
    List<Parting> partings =
        Parting.of(
            program, one, other, parting -> design(program, first, second, parting).isPresent());
    Map<Parting, Optional<String>> reasons = new LinkedHashMap<>();
    partings.forEach(parting -> reasons.put(parting, of(program, first, second, parting)));
    return reasons;
  }
}
