package io.splitproof.fuzz.mutants;

import io.splitproof.fuzz.doctor.Diagnosis;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether a silent search of a tree would mean something.
 *
 * @param isTestable whether it would
 * @param text why, in a line
 */
public record Testability(boolean isTestable, String text) {

  /** So many bugs must have been planted. */
  public static final int FEWEST = 20;

  /**
   * Judges a tree.
   *
   * @param looks what was seen of the tree itself
   * @param hunts how the hunts for all mutants went; none if there was nothing to hunt in
   */
  public static Testability of(List<Diagnosis> looks, List<HuntResult> hunts) {
    String bad =
        looks.stream()
            .filter(look -> !look.isBearable())
            .map(Diagnosis::subject)
            .collect(Collectors.joining(", "));
    if (!bad.isEmpty()) {
      return not("bad, see above: " + bad);
    }
    long planted = hunts.stream().filter(hunt -> !hunt.mutant().isHarmless()).count();
    long made = hunts.stream().filter(Testability::isMadeBug).count();
    String missed = names(hunts, hunt -> isMadeBug(hunt) && !hunt.isRight());
    String alarms =
        names(hunts, hunt -> hunt.mutant().isHarmless() && hunt.isMade() && !hunt.isRight());
    String counts = made + " of " + planted + " mutants were made";
    if (made < FEWEST) {
      return not(counts + ", and it takes " + FEWEST);
    }
    if (!missed.isEmpty()) {
      return not(counts + ", and not caught: " + missed);
    }
    if (!alarms.isEmpty()) {
      return not("something was found in what means nothing: " + alarms);
    }
    return new Testability(true, "testable: " + counts + ", and each was caught");
  }

  private static Testability not(String why) {
    return new Testability(false, "not testable: " + why);
  }

  private static boolean isMadeBug(HuntResult hunt) {
    return !hunt.mutant().isHarmless() && hunt.isMade();
  }

  private static String names(List<HuntResult> hunts, Predicate<HuntResult> which) {
    return hunts.stream()
        .filter(which)
        .map(hunt -> hunt.mutant().name())
        .collect(Collectors.joining(", "));
  }
}
