package io.splitproof.fuzz.campaign;

import com.code_intelligence.jazzer.agent.AgentInstaller;
import com.code_intelligence.jazzer.driver.Opt;
import com.code_intelligence.jazzer.sanitizers.Constants;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Jazzer's agent and its libFuzzer, driven with inputs and mutations of our own. Jazzer has no
 * public way to do that; this is the one place that knows the inner one, of Jazzer 0.30: the native
 * part calls {@code runOne}, {@code mutateOne} and {@code crossOver} of whichever class it is
 * given.
 */
final class LibFuzzer {

  /** The bootstrap loader has it, once the agent is installed. */
  private static final String NATIVES =
      "com.code_intelligence.jazzer.runtime.FuzzTargetRunnerNatives";

  private static final String JUDGED = "io.splitproof.impl.**";

  private static final String STORAGE = "io.splitproof.impl.memory.**";

  /** How often one thread looks whether it is its turn is chance, and would look like news. */
  private static final String TURNS = "io.splitproof.impl.linux.TwoCpus";

  /** Native code calls static methods; this is how they find whom to ask. */
  private static final AtomicReference<FuzzedInputs> INPUTS = new AtomicReference<>();

  private LibFuzzer() {}

  /**
   * Makes Jazzer's engine ready to start.
   *
   * @param branches whether its agent counts branches of the judged as it is loaded from then on;
   *     if not, the states it is shown are all that guides
   */
  static void install(boolean branches) {
    // Jazzer's default hooks call code of the judged behind its back and cost four times as much.
    Opt.trace.setIfDefault(List.of("cov"));
    // Only branches of the judged guide; the judge would pull the search to its own.
    Opt.instrumentationIncludes.setIfDefault(List.of(JUDGED));
    // How descriptors are stored decides nothing; counting there costs a third of the speed.
    Opt.instrumentationExcludes.setIfDefault(List.of(STORAGE, TURNS));
    Opt.customHookIncludes.setIfDefault(List.of(JUDGED));
    // What looks for injected commands and the like has nothing to do here but slow the start.
    Opt.disabledHooks.setIfDefault(Constants.SANITIZER_HOOK_NAMES);
    AgentInstaller.install(branches);
  }

  /**
   * Runs libFuzzer until the inputs say stop.
   *
   * @param options as on libFuzzer's command line
   * @return libFuzzer's exit status
   */
  static int start(FuzzedInputs inputs, List<String> options) {
    if (!INPUTS.compareAndSet(null, inputs)) {
      throw new IllegalStateException("libFuzzer runs once in a process");
    }
    byte[][] arguments = new byte[options.size() + 1][];
    arguments[0] = "splitproof".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < options.size(); i++) {
      arguments[i + 1] = options.get(i).getBytes(StandardCharsets.UTF_8);
    }
    try {
      return (int)
          Class.forName(NATIVES)
              .getMethod("startLibFuzzer", byte[][].class, Class.class, boolean.class)
              .invoke(null, arguments, LibFuzzer.class, true);
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      throw new AssertionError("this Jazzer has another inside than 0.30", cause);
    }
  }

  /** Called by native code. */
  static int runOne(long address, int size) {
    return INPUTS.get().run(NativeMemory.read(address, size));
  }

  /** Called by native code. */
  static int mutateOne(long address, int size, int maxSize, int seed) {
    byte[] input = NativeMemory.read(address, size);
    return write(address, INPUTS.get().mutate(input, maxSize, seed), maxSize);
  }

  /** Called by native code. */
  static int crossOver(
      long first, int firstSize, long second, int secondSize, long out, int maxSize, int seed) {
    byte[] one = NativeMemory.read(first, firstSize);
    byte[] other = NativeMemory.read(second, secondSize);
    return write(out, INPUTS.get().crossOver(one, other, maxSize, seed), maxSize);
  }

  /** Called by native code before it gives up; the JVM has its own way of showing its threads. */
  static void dumpAllStackTraces() {}

  private static int write(long address, byte[] input, int maxSize) {
    int size = Math.min(input.length, maxSize);
    NativeMemory.write(address, input, size);
    return size;
  }
}
