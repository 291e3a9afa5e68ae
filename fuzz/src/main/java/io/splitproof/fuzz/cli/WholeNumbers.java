package io.splitproof.fuzz.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads seeds: whole numbers of 64 bits, negative ones too. */
final class WholeNumbers implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      boolean digits = text.matches("[+-]?[0-9]+");
      throw new TypeConversionException(
          "'" + text + "' is " + (digits ? "more than 64 bits hold" : "not a whole number"));
    }
  }
}
