package io.splitproof.fuzz.cli;

import picocli.CommandLine.Command;

/** {@code corpus}: works on programs in files. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Works on programs in files.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof corpus check corpus",
      "  splitproof corpus merge my-corpus night-1 night-2",
      "  splitproof corpus convert --help"
    },
    subcommands = {
      CorpusAddCommand.class, CorpusMergeCommand.class, CorpusStatCommand.class,
      CorpusCheckCommand.class, CorpusConvertCommand.class
    })
final class CorpusCommand {}
