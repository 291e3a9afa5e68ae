package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.Machines;
import java.util.Iterator;

/** The small machines there are, for {@code --help}. */
final class SmallMachineNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Machines.small().stream().map(Machines.Preset::name).iterator();
  }
}
