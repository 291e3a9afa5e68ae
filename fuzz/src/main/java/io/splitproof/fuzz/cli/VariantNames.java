package io.splitproof.fuzz.cli;

import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a variant's name; also lists the names there are, for {@code --help}. */
final class VariantNames implements ITypeConverter<Variant>, Iterable<String> {

  @Override
  public Variant convert(String name) {
    try {
      return Variants.named(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "no variant '"
              + name
              + "'; expected "
              + String.join(", ", this)
              + ", or a bug that `splitproof bugs --list` shows");
    }
  }

  @Override
  public Iterator<String> iterator() {
    return Variants.names().iterator();
  }
}
