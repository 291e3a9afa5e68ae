package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.ProgramSyntaxException;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a machine as programs write it, or by its name alone; what is left out is as in {@link
 * Machines#standard()}.
 */
final class MachineLines implements ITypeConverter<MachineConfig> {

  @Override
  public MachineConfig convert(String text) {
    MachineConfig named = Machines.named(text.strip());
    if (named != null) {
      return named;
    }
    try {
      return MachineText.parse(text.replaceFirst("^\\s*machine\\s+", ""), Machines.standard());
    } catch (ProgramSyntaxException e) {
      throw new TypeConversionException(
          e.getMessage() + (text.strip().contains(" ") ? "" : "; or a name: " + names()));
    }
  }

  private static String names() {
    Stream<String> small = Machines.small().stream().map(Machines.Preset::name);
    return Stream.concat(Machines.names().stream(), small).collect(Collectors.joining(", "));
  }
}
