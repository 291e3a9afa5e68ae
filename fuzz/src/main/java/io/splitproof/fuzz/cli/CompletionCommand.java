package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.impl.KnownBugs;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: lets the shell complete commands, options and their values. */
@Command(
    name = "completion",
    aliases = "generate-completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script for bash or zsh that completes commands, options, variants,"
        + " known bugs and checks.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof completion > ~/.local/share/bash-completion/completions/splitproof",
      "",
      "In this shell only:  source <(./splitproof completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Screen screen = Screen.of(spec.commandLine());
    CommandLine all = Main.commandLine(screen);
    nameMore(all);
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("splitproof", all));
    out.flush();
    return ExitStatus.CLEAN;
  }

  /** Help names only the systems; whoever presses the tab key may want to see more. */
  private static void nameMore(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      Class<?> type = option.auxiliaryTypes()[0];
      if (type == Variant.class || type == MachineConfig.class) {
        List<String> names = type == Variant.class ? variants() : machines();
        spec.remove(option);
        // The label names a variable in the script.
        spec.addOption(
            OptionSpec.builder(option)
                .paramLabel(type.getSimpleName())
                .completionCandidates(names)
                .build());
      }
    }
    command.getSubcommands().values().forEach(CompletionCommand::nameMore);
  }

  private static List<String> variants() {
    return Stream.concat(
            Variants.names().stream(), KnownBugs.all().stream().map(Variant::name))
        .toList();
  }

  private static List<String> machines() {
    return Stream.concat(Machines.all().stream(), Machines.small().stream())
        .map(Machines.Preset::name)
        .toList();
  }
}
