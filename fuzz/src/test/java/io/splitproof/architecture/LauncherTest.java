package io.splitproof.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a toy checkout, with a Maven and a JDK that only note what they are told. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String SAYS_ITS_ARGUMENTS =
      "#!/bin/sh\nfor a; do case $a in -XX:ArchiveClassesAtExit*) exit 0 ;; esac; done\n"
          + "for a; do echo \"<$a>\"; done\nexit 77\n";
  private static final String BUILDS =
      "#!/bin/sh\necho built >>builds\nmkdir -p fuzz/target lib\n"
          + "touch fuzz/target/splitproof-fuzz.jar lib/a.jar lib/b.jar\n"
          + "printf %s:%s \"$PWD/lib/a.jar\" \"$PWD/lib/b.jar\" >fuzz/target/launch.classpath\n";

  private record Run(int status, String out, String err) {}

  @TempDir private Path folder;
  private Path home;
  private Path jdk;
  private Path tools;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(folder.resolve("the checkout"));
    jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(
        Checkout.top().resolve("splitproof"),
        home.resolve("splitproof"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(home.resolve("fuzz/src/main/java"));
    Files.writeString(home.resolve("pom.xml"), "");
    Files.writeString(home.resolve("fuzz/src/main/java/A.java"), "");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    script(jdk.resolve("bin/java"), SAYS_ITS_ARGUMENTS);
    script(jdk.resolve("bin/javac"), "");
    script(tools.resolve("mvn"), BUILDS);
  }

  @Test
  void buildsOnFirstUseAndThenNoMore() throws Exception {
    assertTrue(launch("replay").err().contains("building"));
    assertEquals("", launch("replay").err());
    assertEquals(1, builds());
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    launch("replay");
    Files.setLastModifiedTime(
        home.resolve("fuzz/src/main/java/A.java"),
        FileTime.fromMillis(System.currentTimeMillis() + TimeUnit.MINUTES.toMillis(1)));
    assertTrue(launch("replay").err().contains("building"));
    assertEquals(2, builds());
  }

  @Test
  void handsOverArgumentsAndExitStatus() throws Exception {
    Run run = launch("replay", "two words", "", "*");
    assertEquals(77, run.status());
    assertTrue(
        run.out().endsWith("<io.splitproof.fuzz.cli.Main>\n<replay>\n<two words>\n<>\n<*>\n"),
        run::out);
  }

  @Test
  void putsTheBuiltJarsOnTheClassPath() throws Exception {
    String out = launch("replay").out();
    String jars = "[^>]*/a\\.jar:[^>]*/b\\.jar:[^>]*/splitproof-fuzz\\.jar";
    assertTrue(out.matches("(?s).*<-cp>\n<" + jars + ">.*"), out);
  }

  @Test
  void onlyFuzzingGetsTheFullCompiler() throws Exception {
    assertTrue(launch("conform").out().contains("<-XX:TieredStopAtLevel=1>"));
    assertTrue(launch("fuzz", "--help").out().contains("<-XX:TieredStopAtLevel=1>"));
    for (String[] line : new String[][] {{"fuzz"}, {"--color", "never", "fuzz"}}) {
      String fuzz = launch(line).out();
      assertTrue(!fuzz.contains("Tiered") && !fuzz.contains("unsafe"), fuzz);
    }
  }

  @Test
  void saysWhatIsATerminal() throws Exception {
    assertTrue(launch("replay").out().contains("<-Dsplitproof.terminal=none>"));
  }

  @Test
  void newerJdksAreToldAboutTheAgent() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    assertTrue(launch("fuzz").out().contains("<--sun-misc-unsafe-memory-access=allow>"));
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("one"), home.resolve("splitproof"));
    Path second = Files.createSymbolicLink(folder.resolve("two"), first.getFileName());
    Run run = run(second, jdk, "replay");
    assertTrue(run.out().contains("<-Dsplitproof.home=" + home.toRealPath() + ">"), run::out);
  }

  @Test
  void aFailedBuildIsNoVerdict() throws Exception {
    script(tools.resolve("mvn"), "#!/bin/sh\necho it broke\nexit 1\n");
    Run run = launch("replay");
    assertEquals(1, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().endsWith("it broke\nsplitproof: the build failed: see above\n"), run::err);
    assertEquals(1, launch("replay").status());
  }

  @Test
  void withoutJdkOrMavenSaysWhatToInstall() throws Exception {
    Run none = run(home.resolve("splitproof"), folder.resolve("nowhere"), "replay");
    assertEquals(2, none.status());
    assertEquals(1, none.err().lines().count(), none::err);
    Files.delete(jdk.resolve("bin/javac"));
    assertTrue(launch("replay").err().contains("no javac"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Run old = launch("replay");
    assertEquals(2, old.status());
    assertTrue(old.err().contains("is Java 11"), old::err);
  }

  private Run launch(String... arguments) throws Exception {
    return run(home.resolve("splitproof"), jdk, arguments);
  }

  private Run run(Path launcher, Path javaHome, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().merge("PATH", tools.toString(), (old, first) -> first + ":" + old);
    int status = builder.start().waitFor();
    return new Run(status, Files.readString(out), Files.readString(err));
  }

  private long builds() throws IOException {
    return Files.readAllLines(home.resolve("builds")).size();
  }

  private static void script(Path path, String text) throws IOException {
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
