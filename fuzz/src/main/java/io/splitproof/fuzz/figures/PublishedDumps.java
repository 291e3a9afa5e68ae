package io.splitproof.fuzz.figures;

import io.splitproof.fuzz.dump.DumpText;
import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.fuzz.figures.Figure.Basis;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.run.Runner;
import io.splitproof.fuzz.store.ProgramFile;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The linear maps of a machine of 12 GiB that were published as page-table dumps. */
final class PublishedDumps implements Study {

  private static final String VARIANT = "v7";

  private final Path shelf;

  PublishedDumps(Path shelf) {
    this.shelf = shelf;
  }

  @Override
  public String name() {
    return "dumps";
  }

  @Override
  public Figure carryOut(Effort effort, Consumer<String> progress) throws IOException {
    return new Figure(
        name(),
        "The linear map of a 12 GiB machine, line by line",
        "v7 thread: page-table dumps, modes 1 and 3, of a VM of 12G on an AmpereOne",
        List.of(
            line("every CPU has BBML2", "v7-mode1-12g", progress),
            line("only the boot CPU has BBML2", "v7-mode3-12g", progress)),
        List.of(),
        List.of(
            "The programs hold what the machine did after boot as far as the dumps show it:"
                + " modules it had loaded. White space aside, as the archive squeezed it."));
  }

  private Line line(String what, String name, Consumer<String> progress) throws IOException {
    progress.accept("replaying " + name);
    Path folder = shelf.resolve("seeds");
    Program program = ProgramFile.read(folder.resolve(name + ".txt")).program();
    List<String> published = DumpText.lines(Files.readString(folder.resolve(name + ".ptdump")));
    Runner runner = Runner.thorough(Variants.named(VARIANT));
    runner.run(program);
    Machine machine = runner.machine(program.machine()).machine();
    List<String> ours =
        DumpText.lines(
            PtDump.linearMap(
                program.machine().geometry(), machine.memory(), machine.rootTable()));
    int same = same(published, ours);
    return new Line(
        what,
        Numbers.of(published.size()) + " lines",
        Numbers.of(same) + " the same, " + Numbers.of(Math.max(0, ours.size() - same)) + " others",
        (double) same / Math.max(published.size(), ours.size()),
        Basis.STRUCTURE,
        "`replay --variant v7 --dump corpus/seeds/" + name + ".txt` line by line");
  }

  private static int same(List<String> published, List<String> ours) {
    int same = 0;
    for (int i = 0; i < Math.min(published.size(), ours.size()); i++) {
      same += published.get(i).equals(ours.get(i)) ? 1 : 0;
    }
    return same;
  }
}
