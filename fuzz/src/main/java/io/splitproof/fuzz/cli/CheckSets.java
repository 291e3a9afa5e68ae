package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.run.Checks;
import io.splitproof.oracle.checks.CheckName;
import java.util.Iterator;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of checks with commas between them; also lists those there are. */
final class CheckSets implements ITypeConverter<CheckSets.Named>, Iterable<String> {

  /** Some checks; picocli would take a bare set for an option given several times. */
  record Named(Set<CheckName> checks) {}

  @Override
  public Named convert(String text) {
    try {
      return new Named(Checks.parse(text));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Override
  public Iterator<String> iterator() {
    return Checks.ALL.stream().map(CheckName::text).iterator();
  }
}
