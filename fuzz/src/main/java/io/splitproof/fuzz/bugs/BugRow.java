package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.Guidance;
import java.util.List;
import java.util.Map;

/**
 * A bug and what came of hunting it.
 *
 * @param bug the bug
 * @param replay the signature its program on the shelf shows with every check on; null if none
 * @param foundAlone the checks that find it in its program with all others switched off
 * @param hunts the hunts, by guidance
 */
public record BugRow(
    Bug bug, String replay, List<String> foundAlone, Map<Guidance, Exposures> hunts) {

  /** The hunts that the verdict is about: guided ones, if there are any. */
  public Exposures main() {
    Exposures guided = hunts.get(Guidance.GUIDED);
    return guided != null ? guided : hunts.get(Guidance.UNGUIDED);
  }

  /** Whether it was found in all of them, with {@code seeds} hunts planned. */
  public boolean foundAlways(int seeds) {
    return main().found() == seeds;
  }

  /** What guidance gains; null unless both were tried. */
  public Contrast contrast(double budgetSeconds) {
    Exposures guided = hunts.get(Guidance.GUIDED);
    Exposures unguided = hunts.get(Guidance.UNGUIDED);
    boolean both = guided != null && unguided != null;
    return both && !guided.all().isEmpty() && !unguided.all().isEmpty()
        ? Contrast.of(guided, unguided, budgetSeconds)
        : null;
  }
}
