package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.exhaustive.ExplorationSettings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many operations the longest sequences have. */
final class Depths implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,2}")) {
      int depth = Integer.parseInt(text);
      if (depth >= 1 && depth <= ExplorationSettings.MAX_DEPTH) {
        return depth;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not a number from 1 to " + ExplorationSettings.MAX_DEPTH);
  }
}
