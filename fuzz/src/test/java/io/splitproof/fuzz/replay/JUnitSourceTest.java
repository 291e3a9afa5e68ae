package io.splitproof.fuzz.replay;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.checks.CheckName;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class JUnitSourceTest {

  private static final String SIGNATURE =
      "permission:set_memory_valid:linear:valid-writable->fault/valid-writable";

  private static final Program PROGRAM =
      ProgramText.parse(
          """
          B0 = alloc_pages 2 near 0x80000
          set_memory_valid B0[0] 2 off
          """);

  @TempDir private Path folder;

  /** Compiles the source and runs its test. */
  private void run(String variant, Set<CheckName> checks, String signature) throws Throwable {
    Variant judged = Variants.named(variant);
    String name = JUnitSource.className(judged, signature);
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, JUnitSource.of(PROGRAM, judged, checks, signature));
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-Xlint:all", "-Werror", "-cp", classPath, "-d",
                folder.toString(), file.toString());
    assertEquals(0, status);
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      Class<?> test = loader.loadClass(name);
      Constructor<?> constructor = test.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method method = test.getDeclaredMethod("judgeAndJudgedAgree");
      assertTrue(method.isAnnotationPresent(Test.class));
      method.setAccessible(true);
      method.invoke(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void theTestFailsOnWhatDivergesAndSaysHow() {
    AssertionFailedError error =
        assertThrows(
            AssertionFailedError.class,
            () -> run("change-one-page-short", Checks.ALL, SIGNATURE));
    String start = "permission: set_memory_valid, linear";
    assertTrue(error.getMessage().startsWith(start), error::toString);
  }

  @Test
  void theTestPassesOnWhatIsRight() {
    assertDoesNotThrow(() -> run("linux-7.2", Checks.ALL, null));
  }

  @Test
  void theTestJudgesByTheSameChecks() {
    Set<CheckName> leak = Set.of(CheckName.LEAK);
    assertDoesNotThrow(() -> run("change-one-page-short", leak, SIGNATURE));
  }

  @Test
  void classNamesAreJava() throws IOException {
    Variant variant = Variants.byDefault();
    assertEquals("PermissionSetMemoryValidLinearValidWritableFaultValidTest",
        JUnitSource.className(variant, SIGNATURE).replace("WritableTest", "Test"));
    assertEquals("Linux72Test", JUnitSource.className(variant, null));
  }
}
