package io.splitproof.fuzz.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code kernel}: judges the kernel of a source tree. */
@Command(
    name = "kernel",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Judges the arm64 page-table code of a Linux source tree: mmu.c, pageattr.c, pagewalk.c and"
          + " vmalloc.c, unmodified, built to run as a process on this machine.",
      "Needs gcc and what building a kernel needs; no privileges, no emulator, no other compiler."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof kernel doctor --tree linux",
      "  splitproof kernel fuzz --tree linux --budget 10m --workers 2",
      "  splitproof kernel replay --tree linux corpus/seeds/module.txt",
      "  splitproof kernel gate --tree linux --patch 0001-mm.patch",
      "  splitproof kernel conform --tree linux corpus/recordings/bbml2-6g.ops.txt.gz"
    },
    subcommands = {
      KernelBuildCommand.class,
      KernelDoctorCommand.class,
      FuzzCommand.class,
      ReplayCommand.class,
      MinimizeCommand.class,
      ReportCommand.class,
      ConformCommand.class,
      TwinsCommand.class,
      KernelGateCommand.class
    })
final class KernelCommand {

  /** Whether that is what {@code kernel} is to do. */
  static boolean isAbove(CommandSpec command) {
    return command.parent() != null && command.parent().userObject() instanceof KernelCommand;
  }
}
