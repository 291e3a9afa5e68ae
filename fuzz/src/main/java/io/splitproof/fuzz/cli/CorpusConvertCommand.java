package io.splitproof.fuzz.cli;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.store.WholeFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code corpus convert}: the same programs in the other form. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = "Writes programs in the other form. Nothing but comments is lost either way.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  splitproof corpus convert --to text crash-da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "  splitproof corpus convert --to bytes --out my-corpus corpus/seeds/module.txt"
    })
final class CorpusConvertCommand implements Callable<Integer> {

  /** How programs are written. */
  enum Form {
    TEXT("text", ".txt"),
    BYTES("bytes", ".bin");

    private final String text;
    private final String ending;

    Form(String text, String ending) {
      this.text = text;
      this.ending = ending;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Reads how to write. */
  static final class Forms implements ITypeConverter<Form> {

    @Override
    public Form convert(String text) {
      return Stream.of(Form.values())
          .filter(form -> form.text.equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is neither text nor bytes"));
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Programs as text or bytes.")
  private List<Path> files;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      required = true,
      converter = Forms.class,
      description = "The form to write: text or bytes.")
  private Form form;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write to; without it text goes to standard output.")
  private Path out;

  @Option(
      names = "--skip-unsayable",
      description = "Leave out what bytes cannot say, with a line each on standard error.")
  private boolean skipping;

  @Override
  public Integer call() throws IOException {
    if (form == Form.BYTES && out == null) {
      throw new UsageException("bytes go to files: say where with --out DIR");
    }
    Map<Path, Program> programs = new LinkedHashMap<>();
    Map<String, byte[]> converted = new LinkedHashMap<>();
    for (Path file : files) {
      Program program = ProgramFiles.read(file);
      if (skipping && form == Form.BYTES && !ProgramBytes.canEncode(program)) {
        Complaints.say(spec.commandLine(), "left out: " + unsayable(file, program));
        continue;
      }
      programs.put(file, program);
      if (converted.put(nameFor(file), convert(file, program)) != null && out != null) {
        throw new UsageException(file + ": another program would be " + nameFor(file) + " too");
      }
    }
    if (out == null) {
      print(programs);
    } else {
      save(converted);
    }
    return ExitStatus.CLEAN;
  }

  private byte[] convert(Path file, Program program) {
    if (form == Form.TEXT) {
      return ProgramText.print(program).getBytes(StandardCharsets.UTF_8);
    }
    if (!ProgramBytes.canEncode(program)) {
      throw new UsageException(unsayable(file, program));
    }
    return ProgramBytes.encode(program);
  }

  private static String unsayable(Path file, Program program) {
    return file + ": cannot be said in bytes: " + (Machines.indexOf(program.machine()) < 0
        ? "its machine is none of the " + Machines.all().size() + " that bytes can name"
        : "an operand is out of the range of bytes");
  }

  private String nameFor(Path file) {
    return file.getFileName().toString().replaceFirst("\\.(txt|bin|splitproof)$", "") + form.ending;
  }

  private void print(Map<Path, Program> programs) {
    PrintWriter results = spec.commandLine().getOut();
    programs.forEach(
        (file, program) -> {
          if (programs.size() > 1) {
            results.println("# " + file);
          }
          results.print(ProgramText.print(program));
        });
    results.flush();
  }

  private void save(Map<String, byte[]> converted) throws IOException {
    Files.createDirectories(out);
    for (Map.Entry<String, byte[]> program : converted.entrySet()) {
      WholeFiles.write(out.resolve(program.getKey()), program.getValue());
    }
  }
}
