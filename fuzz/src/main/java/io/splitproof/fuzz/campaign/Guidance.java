package io.splitproof.fuzz.campaign;

import java.util.Locale;

/** What a search goes by when it makes its next program. */
public enum Guidance {
  /**
   * Branches of the judged and states of its tables: what showed something new is built upon. Hunts
   * for one bug, over in seconds, go by the states alone.
   */
  GUIDED,
  /** Nothing: every program is a new one from the generator, and none is kept. */
  UNGUIDED;

  /** The name as reports and options spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
