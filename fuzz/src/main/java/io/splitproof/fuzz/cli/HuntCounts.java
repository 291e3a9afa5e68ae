package io.splitproof.fuzz.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many hunts to make. */
final class HuntCounts implements ITypeConverter<Integer> {

  private static final int MOST = 10_000;

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,5}")) {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= MOST) {
        return count;
      }
    }
    throw new TypeConversionException("'" + text + "' is not a number from 1 to " + MOST);
  }
}
