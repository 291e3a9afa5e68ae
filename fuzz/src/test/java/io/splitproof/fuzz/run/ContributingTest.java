package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.contract.Machine;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of how to add a variant compile, and do what the page says. */
class ContributingTest {

  private static final Path PAGE =
      Path.of(System.getProperty("splitproof.home", "..")).resolve("CONTRIBUTING.md");

  private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");
  private static final int MOST_LINES = 150;

  @TempDir private Path folder;

  private static List<String> blocks(String language) throws IOException {
    Matcher matcher =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
    List<String> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Compiles an example as strictly as everything else is, and says what it is called. */
  private String compile(String source) throws Exception {
    Matcher name = CLASS.matcher(source);
    assertTrue(name.find(), source);
    Path file = Files.writeString(folder.resolve(name.group(1) + ".java"), source);
    String path = home(Variant.class) + File.pathSeparator + home(Machine.class);
    List<String> options = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none"));
    options.addAll(List.of("--release", "17", "-cp", path, "-d", folder.toString()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              complaints, files, null, options, null, files.getJavaFileObjects(file));
      assertTrue(task.call(), complaints::toString);
    }
    return name.group(1);
  }

  private static RunResult run(ClassLoader loader, String name, String called) throws Exception {
    Variant variant = (Variant) loader.loadClass(name).getConstructor().newInstance();
    assertEquals(called, variant.name());
    return Runner.thorough(variant).run(program());
  }

  private static Program program() throws IOException {
    return ProgramText.parse(blocks("text").get(0));
  }

  @Test
  void theExampleIsCleanAndTheMistakeInItIsFound() throws Exception {
    List<String> examples = blocks("java");
    assertEquals(2, examples.size());
    String good = compile(examples.get(0));
    String bad = compile(examples.get(1));
    URL[] urls = {folder.toUri().toURL()};
    RunResult found;
    try (URLClassLoader loader = new URLClassLoader(urls, Variant.class.getClassLoader())) {
      RunResult passed = run(loader, good, "end-first");
      assertTrue(passed.isClean(), passed::toString);
      assertEquals(program().steps().size(), passed.applied());
      found = run(loader, bad, "end-only");
    }
    assertFalse(found.isClean());
    String signature = found.divergence().signature();
    assertTrue(Files.readString(PAGE).contains("`" + signature + "`"), signature);
  }

  @Test
  void thePageIsShort() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    assertTrue(lines.size() <= MOST_LINES, () -> lines.size() + " lines");
    lines.forEach(line -> assertTrue(line.length() <= 100, line));
  }

  /** What the page tells people to open is there. */
  @Test
  void whatThePageNamesIsThere() throws IOException {
    List<String> names = new ArrayList<>();
    try (var files = Files.walk(PAGE.toAbsolutePath().getParent())) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
    }
    Matcher name = Pattern.compile("`([A-Z]\\w+[a-z])(\\.\\w+)?`").matcher(Files.readString(PAGE));
    while (name.find()) {
      boolean example = name.group(1).startsWith("End");
      assertTrue(example || names.contains(name.group(1)), name.group(1));
    }
  }
}
