package io.splitproof.fuzz.bugs;

import io.splitproof.fuzz.campaign.Guidance;
import io.splitproof.impl.Variants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Made-up hunts for tests. */
public final class Hunts {

  /** What the made-up hunts find. */
  public static final String SIGNATURE = "permission:set_memory_valid:linear:fault->valid/fault";

  /** A hunt that found nothing. */
  public static final double NEVER = Double.POSITIVE_INFINITY;

  private static final double BUDGET = 20;
  private static final int PROGRAMS_A_SECOND = 100;

  private Hunts() {}

  /** Hunts that took so many seconds each; {@link #NEVER} for those that found nothing. */
  public static Exposures of(double... seconds) {
    List<Exposure> all = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      boolean found = seconds[i] != NEVER;
      double spent = found ? seconds[i] : BUDGET;
      long programs = (long) (spent * PROGRAMS_A_SECOND);
      String signature = found ? SIGNATURE : null;
      all.add(
          new Exposure(i + 1, signature, programs, 10 * programs, spent, spent + 1, List.of()));
    }
    return new Exposures(all);
  }

  /** A matrix of v7 alone, which permission must find; {@code unguided} may be null. */
  public static Matrix matrix(Exposures guided, Exposures unguided) {
    return matrix(new Bug(Variants.named("v7"), "permission", null), guided, unguided);
  }

  /** A matrix of one bug, which permission and tlb find in its program. */
  static Matrix matrix(Bug bug, Exposures guided, Exposures unguided) {
    Map<Guidance, Exposures> hunts = new EnumMap<>(Guidance.class);
    hunts.put(Guidance.GUIDED, guided);
    if (unguided != null) {
      hunts.put(Guidance.UNGUIDED, unguided);
    }
    MatrixSettings settings =
        new MatrixSettings(
            List.of(bug),
            List.copyOf(hunts.keySet()),
            guided.all().size(),
            1,
            Duration.ofSeconds((long) BUDGET),
            1,
            null);
    BugRow row = new BugRow(bug, SIGNATURE, List.of("permission", "tlb"), hunts);
    return new Matrix(settings, List.of(row), null, settings.hunts());
  }
}
