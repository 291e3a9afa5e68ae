package io.splitproof.fuzz.cli;

import picocli.CommandLine.Command;

/** {@code corpus}: works on programs in files. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Works on programs in files.",
    subcommands = CorpusConvertCommand.class)
final class CorpusCommand {}
