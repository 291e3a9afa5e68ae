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

  /** Asks for the names of all machines. */
  private static final String LIST = "?";

  @Override
  public MachineConfig convert(String text) {
    MachineConfig named = Machines.named(text.strip());
    if (named != null) {
      return named;
    }
    if (text.strip().equals(LIST)) {
      throw new TypeConversionException("these are the names: " + names());
    }
    try {
      return MachineText.parse(text.replaceFirst("^\\s*machine\\s+", ""), Machines.standard());
    } catch (ProgramSyntaxException e) {
      boolean word = !text.strip().contains(" ");
      throw new TypeConversionException(word ? unknown(text.strip()) : e.getMessage());
    }
  }

  private static String unknown(String name) {
    return "'" + name + "' is no machine; expected a name such as 4k48 or tiny (--machine '" + LIST
        + "' lists them), or a line such as '4K/48 ram 0x40000000+6G bbml2 boot'";
  }

  private static String names() {
    Stream<String> small = Machines.small().stream().map(Machines.Preset::name);
    return Stream.concat(Machines.names().stream(), small).collect(Collectors.joining(", "));
  }
}
