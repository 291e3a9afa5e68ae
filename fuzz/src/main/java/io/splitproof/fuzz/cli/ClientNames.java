package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.Clients;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what the callers in programs may do. */
final class ClientNames implements ITypeConverter<Clients> {

  @Override
  public Clients convert(String text) {
    for (Clients clients : Clients.values()) {
      if (clients.toString().equals(text)) {
        return clients;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is none of " + Arrays.toString(Clients.values()));
  }
}
