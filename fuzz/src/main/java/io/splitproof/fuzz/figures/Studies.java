package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.nio.file.Path;
import java.util.List;

/** All studies there are, and the systems they compare. */
public final class Studies {

  /** Systems whose maps are compared as they age, the ones that exist of these. */
  private static final List<String> COMPARED =
      List.of("linux-7.2", "rfc-v2", "v8", "collapse", "x86-cpa");

  private Studies() {}

  /**
   * Every study, in the order of the page.
   *
   * @param shelf the folder {@code corpus}, which the published dumps are in
   */
  public static List<Study> all(Path shelf) {
    return List.of(
        new MemorySaved(),
        new Growth(),
        new PublishedDumps(shelf),
        new MapMem(),
        new TlbReach(),
        new OperationCosts());
  }

  /** The names of all studies. */
  public static List<String> names() {
    return all(Path.of("")).stream().map(Study::name).toList();
  }

  /** The systems to compare. */
  static List<Variant> systems() {
    return COMPARED.stream().filter(Variants::isOne).map(Variants::named).toList();
  }

  /** The first of these machine lines that {@code system} runs on. */
  static String machineFor(Variant system, List<String> machines) {
    return machines.stream()
        .filter(machine -> system.runsOn(ProgramText.parse(machine).machine()))
        .findFirst()
        .orElseThrow();
  }
}
