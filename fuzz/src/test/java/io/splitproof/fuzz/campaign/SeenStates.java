package io.splitproof.fuzz.campaign;

import java.util.TreeSet;

/** States as text, {@code axis:state}, each once. */
final class SeenStates implements StateSink {

  private final TreeSet<String> states = new TreeSet<>();

  @Override
  public void explore(byte state, int id) {
    if (id < 0 || id > 4094) {
      throw new IllegalArgumentException("axis " + id);
    }
    states.add(id + ":" + (state & 0xff));
  }

  /** What was seen since the last call. */
  TreeSet<String> take() {
    TreeSet<String> taken = new TreeSet<>(states);
    states.clear();
    return taken;
  }
}
