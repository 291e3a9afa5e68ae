package io.splitproof.fuzz.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a part of something as people write it: {@code 20%} is 0.2. */
final class Percentages implements ITypeConverter<Double> {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?)%?");
  private static final double WHOLE = 100;

  @Override
  public Double convert(String text) {
    Matcher matcher = FORM.matcher(text);
    double part = matcher.matches() ? Double.parseDouble(matcher.group(1)) / WHOLE : 0;
    if (part <= 0) {
      throw new TypeConversionException("'" + text + "' is not a percentage above 0, such as 20%");
    }
    return part;
  }
}
