package io.splitproof.fuzz.cli;

import io.splitproof.impl.KnownBugs;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    nameKnownBugs(all);
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("splitproof", all));
    out.flush();
    return ExitStatus.CLEAN;
  }

  /** Help names only the systems; whoever presses the tab key may want to see more. */
  private static void nameKnownBugs(CommandLine command) {
    List<String> names = new ArrayList<>(Variants.names());
    KnownBugs.all().stream().map(Variant::name).forEach(names::add);
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (option.completionCandidates() instanceof VariantNames
          || Variant.class.equals(option.auxiliaryTypes()[0])) {
        spec.remove(option);
        spec.addOption(OptionSpec.builder(option).completionCandidates(names).build());
      }
    }
    command.getSubcommands().values().forEach(CompletionCommand::nameKnownBugs);
  }
}
