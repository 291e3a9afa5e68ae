package io.splitproof.fuzz.cli;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When to colour results. */
enum Color {
  AUTO,
  ALWAYS,
  NEVER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Lists the choices. */
  static final class Names implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(Color::toString).iterator();
    }
  }

  /** Reads a choice. */
  static final class Converter implements ITypeConverter<Color> {

    @Override
    public Color convert(String text) {
      return Stream.of(values())
          .filter(color -> color.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' says no time for colours; expected "
                          + String.join(", ", new Names())));
    }
  }
}
