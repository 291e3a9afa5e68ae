package io.splitproof.ossfuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.cli.Main;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.arch.Geometry;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What OSS-Fuzz's base image for JVM projects gives a build: {@code $SRC} with the checkout, {@code
 * $OUT} with Jazzer under the names it has there, and tools. The checkout is this one, with the
 * classes built already; Jazzer is the version of the tests.
 */
final class BaseImage {

  private static final Path HOME = Path.of(System.getProperty("splitproof.home")).toAbsolutePath();

  private final Path folder;
  private final Path src;
  private final Path out;

  /** Lays the image out in an empty folder. */
  BaseImage(Path folder) throws IOException {
    this.folder = folder;
    src = Files.createDirectories(folder.resolve("src"));
    out = Files.createDirectories(folder.resolve("out"));
    checkOut();
    jazzer();
  }

  private void checkOut() throws IOException {
    Path checkout = Files.createDirectory(src.resolve("splitproof"));
    Files.createSymbolicLink(checkout.resolve("corpus"), HOME.resolve("corpus"));
    Path target = Files.createDirectories(checkout.resolve("fuzz/target"));
    Files.createSymbolicLink(checkout.resolve("fuzz/oss-fuzz"), HOME.resolve("fuzz/oss-fuzz"));
    List<Path> ours = new ArrayList<>();
    for (Class<?> one : List.of(Geometry.class, Variants.class, Main.class)) {
      ours.add(place(one));
    }
    List<String> classPath = new ArrayList<>();
    classPath.add(jar(ours.get(0), target.resolve("splitproof-oracle-1.jar")));
    classPath.add(jar(ours.get(1), target.resolve("splitproof-impl-1.jar")));
    jar(ours.get(2), target.resolve("splitproof-fuzz.jar"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar") && !ours.contains(Path.of(entry).toAbsolutePath())) {
        classPath.add(entry);
      }
    }
    Files.writeString(
        target.resolve("launch.classpath"), String.join(File.pathSeparator, classPath));
  }

  /** Packs classes, or takes them packed. */
  private static String jar(Path classes, Path jar) throws IOException {
    if (Files.isRegularFile(classes)) {
      Files.copy(classes, jar);
    } else {
      String[] words = {"--create", "--file", jar.toString(), "-C", classes.toString(), "."};
      int status = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, words);
      assertEquals(0, status);
    }
    return jar.toString();
  }

  /** Its own jar there has everything; here one that only says where everything is. */
  private void jazzer() throws IOException {
    Path driver = out.resolve("jazzer_driver");
    Files.copy(HOME.resolve("fuzz/src/test/base-image/jazzer_driver"), driver);
    assertTrue(driver.toFile().setExecutable(true));
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of("com.code_intelligence.jazzer.Jazzer", "com.code_intelligence.jazzer.api.Jazzer")
            .map(name -> place(named(name)).toUri().toString())
            .collect(Collectors.joining(" ")));
    Path agent = out.resolve("jazzer_agent_deploy.jar");
    new JarOutputStream(Files.newOutputStream(agent), manifest).close();
  }

  /** Runs {@code build.sh} as the image's {@code compile} does. */
  String build() throws IOException, InterruptedException {
    Process process =
        start(
            src.resolve("splitproof"),
            "SRC=" + src,
            "OUT=" + out,
            "JAVA_HOME=" + System.getProperty("java.home"),
            "JVM_LD_LIBRARY_PATH=" + System.getProperty("java.home") + "/lib/server",
            "PATH=" + HOME.resolve("fuzz/src/test/base-image") + ":" + path(),
            "bash", "-eu", HOME.resolve("fuzz/oss-fuzz/build.sh").toString());
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  /** Moves {@code $OUT} away, as the image's checks do to find what is nailed to its place. */
  Path moveOut() throws IOException {
    return Files.move(out, folder.resolve("not-out"));
  }

  /** What Maven was told. */
  String maven() throws IOException {
    return Files.readString(src.resolve("splitproof/mvn.log"));
  }

  /** Starts a program in {@code folder}, with these variables alone and no input. */
  static Process start(Path folder, String... variablesAndCommand) throws IOException {
    List<String> words = new ArrayList<>(List.of("env", "-i"));
    words.addAll(List.of(variablesAndCommand));
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }

  /** Where the JDK of this process is, then the system's programs. */
  static String path() {
    return System.getProperty("java.home") + "/bin:/usr/local/bin:/usr/bin:/bin";
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, BaseImage.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Path place(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
